"""Holds every imported article against its original: title, date, source, text, pictures, files, links; and accounts for the site."""
