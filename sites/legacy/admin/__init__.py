"""The move of a court's legacy site in the court's own admin: one menu, each item from a module of its own."""
