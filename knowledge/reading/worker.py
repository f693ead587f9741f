"""The process that parses files for ``separate_process``, and the messages between the two.

A request is a line with a JSON object, the digests of known lines and the file's bytes. The reply is lines of JSON:
one for each record or problem, in order, and one that ends it. No message is code, whatever a file does to a parser.
"""

import gc
import json
import math
import os
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, BinaryIO, NamedTuple

from knowledge.articles import Article, Problem
from knowledge.errors import ArticleRefused
from knowledge.reading.document import records_of, shown_name
from knowledge.reading.key_map import NO_KEY_MAP, KeyMap
from knowledge.reading.limits import Limits
from knowledge.reading.listings import Entry, Sublist, listed
from knowledge.reading.record import Fresh, Known, LeftOut, Place, Record

if sys.platform != "win32":
    import resource

OUT_OF_MEMORY = 70
"""The exit code of a process that a file needed too much memory of."""

RAW_BYTES = 16  # of a line's digest

_COLLECTED_AFTER = 50_000  # new objects: trees of parsers make many, and hardly any are garbage in cycles
_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG
# Memory that a parser ran out of can be hidden by the parser: it may return what it has read so far. So a file that
# came so near the limit is refused. After half of it the process is replaced: what is fragmented is not given back.
_NEAR = 0.9
_GROWN = 0.5
_OFTEN = 1.0  # seconds between two signs of life while a file of records is read
_BUFFER = 64 * 1024  # bytes


class End(NamedTuple):
    """The last message of a reply. ``last`` is whether the process ends, and takes no other file."""

    last: bool


def request(
    name: str, data: bytes, known: Known, keys: KeyMap = NO_KEY_MAP, *, is_list: bool = False
) -> tuple[bytes, ...]:
    """The parts of a request. With ``is_list``, what a feed or sitemap lists is asked for, not its articles."""
    digests = b"".join(known)
    header = {"name": name, "size": len(data), "known": len(digests), "keys": keys.keys, "list": is_list}
    return json.dumps(header).encode() + b"\n", digests, data


def message(each: Record | Problem | Entry | Sublist | End) -> bytes:
    """One line of a reply."""
    return json.dumps(_fields(each), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def understood(line: bytes, path: str, known: Known) -> Record | Problem | Entry | Sublist | End:
    """What a line of a reply about the file ``path`` says. Raises ValueError when it is none."""
    match json.loads(line):
        case ["problem", str(inside), number, str(reason), str(noted)]:
            return Problem(inside, number, reason, noted)
        case ["known", number, str(raw)]:
            return replace(known[bytes.fromhex(raw)], place=Place(path, number))
        case ["entry", str(url), str(key), str(stamp), str(told_day), dict(told), bool(is_whole)]:
            return Entry(url, key, stamp, told_day, told, is_whole)
        case ["sublist", str(url), str(stamp)]:
            return Sublist(url, stamp)
        case ["end", bool(last)]:
            return End(last)
        case ["article", line_number, number, str(raw), str(content), dict(fields)]:
            published, pages = fields.pop("published"), fields.pop("pages")
            day = None if published is None else date.fromisoformat(published)
            article = Article(published=day, pages=tuple(pages), **fields)
            place = Place(article.path, line_number, number)
            return Record(article.id, bytes.fromhex(content), place, Fresh(article), bytes.fromhex(raw))
    raise ValueError(line[:60])


def serve(computing: float, waiting: float, memory: int) -> None:
    """The process's main function: answer requests from descriptor 0 on descriptor 1 until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches this process too, but the other one decides
    _end_with_parent()
    gc.set_threshold(_COLLECTED_AFTER)
    # Numerical libraries otherwise set aside memory for a thread on each processor, and one process of many on a server
    # with sixty-four of them would be at its limit before it had read anything.
    for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
        os.putenv(variable, "1")
    with open(0, "rb", closefd=False) as requests, os.fdopen(os.dup(1), "wb", _BUFFER) as replies:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # nothing that a parser prints becomes a message
        bounds = _Bounds(Limits(computing, waiting, memory))
        replies.write(message(End(last=False)))
        replies.flush()
        while header := requests.readline():
            asked = json.loads(header)
            digests = requests.read(asked["known"])
            data = requests.read(asked["size"])
            if asked["list"]:
                each_listed = _listed(asked["name"], data)
                end = _answered(asked["name"], each_listed, len(data), bounds, replies)
            else:
                records = records_of(asked["name"], data, _known(digests), _key_map(asked["keys"]))
                end = _answered(asked["name"], records, len(data), bounds, replies)
            if end.last:
                return


def _listed(name: str, data: bytes) -> Iterator[Entry | Sublist | Problem]:
    try:
        yield from listed(data)
    except ArticleRefused as refused:
        yield Problem(shown_name(name), refused.line, str(refused))


def _answered(
    name: str,
    answers: Iterable[Record | Problem | Entry | Sublist],
    size: int,
    bounds: "_Bounds",
    replies: BinaryIO,
) -> End:
    bounds.begin(size)
    told = time.monotonic()
    try:
        for each in answers:
            replies.write(message(each))
            if time.monotonic() - told > _OFTEN:
                replies.flush()
                bounds.begin(size)
                told = time.monotonic()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except Exception as error:  # a mistake of ours or of a parser is no reason to read no other file
        replies.write(message(Problem(shown_name(name), None, f"cannot be read ({type(error).__name__})")))
    end = End(bounds.have_grown())
    replies.write(message(end))
    replies.flush()
    return end


def _fields(each: Record | Problem | Entry | Sublist | End) -> list[Any]:
    if isinstance(each, Problem):
        return ["problem", each.path, each.line, each.reason, each.noted]
    if isinstance(each, End):
        return ["end", each.last]
    if isinstance(each, Entry | Sublist):
        return ["entry" if isinstance(each, Entry) else "sublist", *each]
    article = each.article
    if article is None:
        return ["known", each.place.line, each.raw.hex()]
    fields = {
        "id": article.id,
        "path": article.path,
        "title": article.title,
        "body": article.body,
        "language": article.language,
        "source": article.source,
        "published": None if article.published is None else article.published.isoformat(),
        "url": article.url,
        "pages": article.pages,
    }
    return ["article", each.place.line, each.place.number, each.raw.hex(), each.content.hex(), fields]


def _known(digests: bytes) -> Mapping[bytes, Record]:
    """Stand-ins for the records of known lines: the other process has the records."""
    raws = (digests[at : at + RAW_BYTES] for at in range(0, len(digests), RAW_BYTES))
    return {raw: Record("", b"", Place(""), LeftOut(), raw) for raw in raws}


def _key_map(lines: Sequence[tuple[str, Sequence[str]]]) -> KeyMap:
    return KeyMap(tuple((field, tuple(keys)) for field, keys in lines))


class _Bounds:
    """The limits of this process, as the system keeps them: it ends the process even inside a parser's C code."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._memory = limits.memory
        self._at_start = _address_space()[0]
        if sys.platform != "win32":
            resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))

    def begin(self, size: int) -> None:
        """Give a file of ``size`` bytes its time and memory from now on."""
        limits = self._limits.of(size)
        self._memory = limits.memory
        if sys.platform != "win32":
            # The system counts whole seconds from the start of the process, and sends SIGXCPU.
            _lower(resource.RLIMIT_CPU, math.ceil(time.process_time() + limits.computing))
            if self._at_start:
                _lower(resource.RLIMIT_AS, self._at_start + limits.memory)

    def have_grown(self) -> bool:
        """Whether this process should be replaced. Ends it when the file needed too much memory."""
        if not self._at_start:
            return False
        grown = _address_space()[1] - self._at_start
        if grown > _NEAR * self._memory:
            os._exit(OUT_OF_MEMORY)
        return grown > _GROWN * self._limits.memory


def _lower(kind: int, soft: int) -> None:
    if sys.platform != "win32":
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def _address_space() -> tuple[int, int]:
    """The bytes of address space that this process has, and had at most; zeros where the system does not tell."""
    if sys.platform != "linux":
        return 0, 0
    status = os.open("/proc/self/status", os.O_RDONLY)
    try:
        lines = os.read(status, 4096).split(b"\n")
    finally:
        os.close(status)
    sizes = {name: value for name, _, value in (line.partition(b":") for line in lines)}
    return _bytes(sizes[b"VmSize"]), _bytes(sizes[b"VmPeak"])


def _bytes(kilobytes: bytes) -> int:
    return int(kilobytes.split()[0]) * 1024


def _end_with_parent() -> None:
    """Where the system can: end at once with the thread that waits for this process, even if that is killed.

    Elsewhere this process ends with its file, when nobody takes the reply.
    """
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)
