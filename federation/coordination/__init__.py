"""司法公开协调机制 (article 15): what courts have to agree on, what their superior is told, and the days that terms are counted in.

What a court's site hands over is a frozen value; nothing here reaches into a court's schema.
"""
