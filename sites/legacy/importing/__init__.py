"""Legacy articles become pages of a court's site; every captured address gets an outcome and a new address."""
