"""撤下 in a court's admin."""
