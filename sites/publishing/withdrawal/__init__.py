"""撤下: what was public comes down for a reason and with an outcome, and its address says so (articles 16 and 22)."""
