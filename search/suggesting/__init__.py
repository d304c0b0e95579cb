"""What the search documents suggest by themselves. Everything is read from their table, whichever index answers questions."""
