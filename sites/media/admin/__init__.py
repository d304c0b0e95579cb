"""Files in a court's admin: whether each is public, and through which pages."""
