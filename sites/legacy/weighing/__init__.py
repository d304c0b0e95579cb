"""Weighing the blocks of a page of unknown layout: which belong to the article, by a model learned from public pages.

`regions` takes the surroundings of the body that our rules have found, `blocks` measures what stands there, `traits` says how it
looks, `trees` holds what was learned, `choosing` decides.
"""
