"""How common expressions are in texts of the law: what a rare word is worth before a platform has texts of its own."""
