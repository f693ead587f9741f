"""How often Python collects garbage, and what it keeps of the memory that is free."""

import ctypes
import gc
import os

_COLLECTED_AFTER = 50_000  # new objects; Python's own number is 700 to 2,000
# Numbers of glibc's mallopt, with values found by ``python -m tests.benchmarks.memory``: 172 MB instead of 207 at its
# end. From 128 KB to 4 MB the second makes no difference; with a small one, large bases would ask the system often.
_MALLOC = (
    (-8, 2),  # M_ARENA_MAX: by default each thread has free memory of its own, for up to eight a core
    (-3, 4 << 20),  # M_MMAP_THRESHOLD: by default it grows with what was freed, up to 32 MB
    (-1, 128 << 10),  # M_TRIM_THRESHOLD: by default it grows too
)


def collect_rarely() -> None:
    """Collect garbage less often than Python does by default.

    Reading a large folder makes hundreds of thousands of lasting objects, and each collection looks at all of them. By
    default that takes an eighth of the time of listing 100,000 files, and a third of the time of opening an index of
    10,000.
    """
    gc.set_threshold(_COLLECTED_AFTER)


def give_memory_back() -> None:
    """Give large blocks back to the system as soon as they are free, where the C library is glibc.

    A dictionary or a language is read once and leaves megabytes behind that are hardly needed again. Whoever has set
    MALLOC_… in the environment has chosen otherwise.
    """
    if any(name.startswith("MALLOC_") for name in os.environ) or not _is_glibc():
        return
    library = ctypes.CDLL(None)
    for number, value in _MALLOC:
        library.mallopt(number, value)


def _is_glibc() -> bool:
    try:
        return (os.confstr("CS_GNU_LIBC_VERSION") or "").startswith("glibc")
    except (AttributeError, OSError, ValueError):  # another system, or another C library
        return False
