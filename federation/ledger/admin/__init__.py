"""The ledger in the admin: all chains on the platform, a court's own in its own."""
