"""The families of legacy sites: each module gives the same articles the addresses, markup and dirt of one old publishing system."""
