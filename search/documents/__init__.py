"""The table of search documents: source of every index, index of the embedded backend, and change feed."""
