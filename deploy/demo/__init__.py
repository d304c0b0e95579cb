"""The demonstration's legacy sites: three static court sites built from official texts, and a server for them."""
