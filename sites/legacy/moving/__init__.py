"""The way of a court: registered, captured, read, imported, reviewed, cut over. Each act is a `MoveStep`, kept for good."""
