"""Keeping an index apart from the table equal to it: following the change feed, rebuilding, comparing."""
