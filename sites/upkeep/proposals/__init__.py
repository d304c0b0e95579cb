"""Columns without guarantee of renewal: proposed for merging, closing or keeping, approved by other hands, carried out, undone."""
