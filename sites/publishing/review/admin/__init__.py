"""公开审核 in a court's admin."""
