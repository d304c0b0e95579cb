"""What citizens say and the law calls otherwise: a table that the platform edits, with a first stock to begin with."""
