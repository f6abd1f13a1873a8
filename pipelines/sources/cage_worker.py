"""Start script of the reader's child process: ``python -I -S cage_worker.py <libraries> <limits as JSON> < bytes``.

Belongs here: making ``caged`` and the reader importable, nothing else. It must start as a plain script in a bare
interpreter (13 ms instead of the 160 ms of one with polars), so it never imports the ``pipelines`` package.
"""

import sys


def start() -> None:
    """Put our folder and the folder of the reader behind the standard library, then read."""
    folder = __file__.replace("\\", "/").rpartition("/")[0]
    sys.path += [folder or ".", sys.argv[1]]
    sys.dont_write_bytecode = True
    from caged.main import read_from_stdin  # type: ignore[import-not-found]  # only found by the path just added

    read_from_stdin(sys.argv[2])


if __name__ == "__main__":
    start()
