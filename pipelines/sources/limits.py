"""How big a sent file may be: two sets, one for a department's list and one for a registry.

Belongs here: the numbers and nothing else. They guard the machine, not a policy; who enforces which is said per field.
"""

from dataclasses import dataclass

_MB = 1_000_000
_MIB = 1 << 20


@dataclass(frozen=True)
class Limits:
    """What one file may cost. A file over any of these is refused with a code, never read in part."""

    file_bytes: int  # as sent; checked before reading
    unpacked_bytes: int  # sum over the parts of a zip container, declared and counted
    rows: int  # last row of a sheet
    cells: int  # rows x columns, summed over the sheets
    memory_bytes: int  # of the child, held by the kernel
    seconds: float  # wall clock of the child, held by the parent
    output_bytes: int  # what the child may send back
    ratio: int = 200  # unpacked to packed, for parts over 10 MB
    parts: int = 5_000
    sheets: int = 200
    columns: int = 16_384
    merges: int = 50_000
    strings: int = 2_000_000
    styles: int = 100_000


DEPARTMENT_LIST = Limits(
    file_bytes=100 * _MB,
    unpacked_bytes=300 * _MB,
    rows=200_000,
    cells=5_000_000,
    memory_bytes=1024 * _MIB,
    seconds=20.0,
    output_bytes=300 * _MB,
)
REGISTRY = Limits(
    file_bytes=300 * _MB,
    unpacked_bytes=1_000 * _MB,
    rows=1_048_576,
    cells=20_000_000,
    memory_bytes=2048 * _MIB,
    seconds=60.0,
    output_bytes=1_000 * _MB,
    strings=8_000_000,
)
