"""网站维护: how often a column has to be renewed, when a site fails inspection, and how each court stands (article 19)."""
