"""Recipes: where title, date, source, trail and body stand on the pages of a site of no known family, as a text that an operator edits."""
