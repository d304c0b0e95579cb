"""What a legacy site can be read from, every kind of it behind one protocol."""
