"""Old columns become columns of the court's new site: proposed by name and content, decided by a person."""
