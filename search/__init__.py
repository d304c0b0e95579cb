"""The shared index over the public documents of every court: storing, finding, counting.

The bottom storey of the house: it knows no court's schema, no page type and no directory.
"""
