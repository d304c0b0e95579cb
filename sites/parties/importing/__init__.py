"""Cases and parties from a table that a case system exports: read, planned in full, and taken over all or not at all."""
