"""Findings of whole pages: where each stands, who answered it and why, and what may not go live because of them."""
