"""One file per department: a declaration of what it sends, no logic."""
