"""What the child forbids itself before it looks at the content: memory, processor time, files, children, core dumps.

Belongs here: limits the kernel enforces for a process on itself (POSIX). The parent's side is ``child_limits.py``.
"""

OUTSIDE_READER = 64 << 20  # address space of the bare interpreter and its libraries


def limit_this_process(memory_bytes: int, seconds: float) -> None:
    """Lower this process's limits for good; where the system has no such limits (Windows) the parent's job object holds."""
    try:
        import resource
    except ImportError:
        return
    cpu = int(seconds) + 2
    for what, amount in (
        ("RLIMIT_CORE", 0),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_NPROC", 0),
        ("RLIMIT_CPU", cpu),
        ("RLIMIT_AS", memory_bytes + OUTSIDE_READER),
    ):
        number = getattr(resource, what, None)
        if number is not None:
            _lower(resource, number, amount)


def _lower(resource, number: int, amount: int) -> None:  # type: ignore[no-untyped-def]
    hard = resource.getrlimit(number)[1]
    if hard != resource.RLIM_INFINITY:
        amount = min(amount, hard)
    try:
        resource.setrlimit(number, (amount, amount))
    except (ValueError, OSError):
        return  # macOS refuses some of them; the parent's watchdog holds there
