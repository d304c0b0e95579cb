"""How good the answers are: questions whose answers are known, and measures over them."""
