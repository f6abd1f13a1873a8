"""What was done and said: append-only. What can be computed again belongs to ``store``."""
