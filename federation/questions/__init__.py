"""What citizens ask: counted without saying who, reported, and answered by hand where the search does not suffice (推荐)."""
