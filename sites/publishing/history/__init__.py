"""历史公开内容: what a court's site has shown the public, in the court's admin."""
