"""Reading what a citizen typed."""
