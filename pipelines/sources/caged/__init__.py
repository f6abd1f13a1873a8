"""What runs inside the reader's child process: bytes in, lines of text out.

Belongs here: everything that touches the content of a sent file. Only the standard library and ``python_calamine`` may
be imported, siblings by relative import: the child starts in a bare interpreter that does not know ``pipelines``.
"""
