"""What questions and texts mean beyond their words, as vectors: a small language model reads questions, a table of words stands for texts."""
