"""Wagtail's admin on the public schema: the directory and the court sites."""
