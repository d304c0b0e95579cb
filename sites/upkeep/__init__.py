"""Keeping a court's site alive (article 19): columns that fall due, those that nobody keeps up, and links that lead nowhere."""
