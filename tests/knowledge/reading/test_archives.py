"""Packed files, and archives that hold more than they should."""

import gzip
import io
import json
import zipfile

import pytest

from knowledge.reading import archives
from knowledge.reading.document import read_records
from tests.conftest import ARTICLES

TEXT = b"Quay closes\n\nThe boats move in May."


def packed(files: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "count"),
    [
        ("a.txt.gz", TEXT, 1),
        ("a.MD.GZ", b"---\ntitle: T\n---\nText.", 1),
        ("news.jsonl.gz", "\n".join(map(json.dumps, ARTICLES)).encode(), len(ARTICLES)),
    ],
)
def test_a_packed_file_is_read_like_the_file_in_it(name: str, data: bytes, count: int) -> None:
    records, problems = read_records(name, gzip.compress(data))
    assert problems == []
    assert len(records) == count
    assert all(record.place.path == name for record in records)


def test_the_files_in_an_archive_are_read_one_by_one_and_each_refusal_names_its_file() -> None:
    data = packed(
        {
            "news/a.txt": TEXT,
            "news/b.md": b"---\ntitle: T\nurl: /b\n---\nAnother text.",
            "c.json": b"{",
            "d.png": b"PNG",
            "e.zip": packed({"a.txt": TEXT}),
            "__MACOSX/news/._a.txt": b"\0",
            ".hidden.txt": TEXT,
            "../../f.txt": b"Out\n\nA name that is only text.",
        }
    )
    records, problems = read_records("all.zip", data)
    assert [record.place.path for record in records] == [
        "all.zip/news/a.txt", "all.zip/news/b.md", "all.zip/../../f.txt",
    ]  # fmt: skip
    assert [(problem.path, problem.noted) for problem in problems] == [
        ("all.zip/news/b.md", "url"), ("all.zip/c.json", ""), ("all.zip/d.png", ""), ("all.zip/e.zip", ""),
    ]  # fmt: skip
    assert "an archive in an archive" in problems[-1].reason


def test_a_gzip_bomb_is_refused_with_the_limit_before_it_is_unpacked() -> None:
    records, [problem] = read_records("a.txt.gz", gzip.compress(b"T\n\n" + b"x" * 50_000_000))
    assert records == []
    assert "unpacks to more than 5,242,880 bytes" in problem.reason


def test_a_zip_bomb_is_refused_by_the_sizes_that_it_states(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "LARGEST_ARCHIVE", 1_000_000)
    records, [problem] = read_records(
        "a.zip", packed({f"{n}.txt": b"T\n\n" + b"x" * 200_000 for n in range(6)})
    )
    assert records == []
    assert "unpacks to more than 1,000,000 bytes" in problem.reason


def test_a_zip_bomb_that_states_wrong_sizes_is_not_unpacked_further(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed({"a.txt": b"T\n\n" + b"x" * 300_000})
    lying = data.replace((300_003).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lying != data
    records, [problem] = read_records("a.zip", lying)
    assert records == []
    assert str(problem) == "a.zip/a.txt: cannot be unpacked: pack it again"
    monkeypatch.setattr(archives, "MOST_ENTRIES", 2)
    _, [problem] = read_records("a.zip", packed({f"{n}.txt": TEXT for n in range(3)}))
    assert "holds more than 2 files" in problem.reason


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        pytest.param("a.zip", b"PK\x03\x04 nothing", "is not a whole zip file", id="no zip"),
        pytest.param("a.txt.gz", b"not gzip", "is not a whole gzip file", id="no gzip"),
        pytest.param("a.txt.gz", gzip.compress(TEXT)[:-9], "is not a whole gzip file", id="cut"),
        pytest.param("a.txt.gz", gzip.compress(b""), "the file is empty", id="empty"),
    ],
)
def test_a_damaged_archive_is_refused(name: str, data: bytes, reason: str) -> None:
    records, [problem] = read_records(name, data)
    assert records == []
    assert reason in problem.reason


def test_an_encrypted_entry_is_refused_by_name() -> None:
    data = bytearray(packed({"a.txt": TEXT}, method=zipfile.ZIP_STORED))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + at] |= 1
    _, [problem] = read_records("a.zip", bytes(data))
    assert str(problem) == "a.zip/a.txt: is encrypted: pack it without a password"
