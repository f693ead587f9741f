"""How much memory the process uses."""


def memory_used() -> int:
    """The resident memory of this process, in bytes."""
    import psutil  # takes tens of milliseconds to import, and few commands need it

    return int(psutil.Process().memory_info().rss)
