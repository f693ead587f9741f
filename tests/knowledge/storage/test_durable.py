"""What a crash of the process cannot show: after a power cut, a name must not point to what was never written."""

import os
import sys
from pathlib import Path

import pytest

from knowledge.storage.durable import replace_file, take_place, write_file

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="descriptors are told from /proc")


@pytest.fixture
def events(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Every flush with what is flushed, and every rename with what gets a name."""
    seen: list[tuple[str, str]] = []
    flush, rename, replace = os.fsync, os.rename, Path.replace

    def flushed(descriptor: int) -> None:
        seen.append(("flush", Path(f"/proc/self/fd/{descriptor}").readlink().name))
        flush(descriptor)

    def renamed(source: Path, target: Path) -> None:
        seen.append(("name", Path(target).name))
        rename(source, target)

    def replaced(source: Path, target: Path) -> Path:
        seen.append(("name", target.name))
        return replace(source, target)

    monkeypatch.setattr(os, "fsync", flushed)
    monkeypatch.setattr(os, "rename", renamed)
    monkeypatch.setattr(Path, "replace", replaced)
    return seen


def test_a_folder_gets_its_name_after_its_files_are_flushed_and_is_flushed_itself(
    tmp_path: Path, events: list[tuple[str, str]]
) -> None:
    (tmp_path / "aside").mkdir()
    write_file(tmp_path / "aside" / "array", [b"values"])
    take_place(tmp_path / "aside", tmp_path / "g00000001")
    assert events == [("flush", "array"), ("flush", "aside"), ("name", "g00000001"), ("flush", tmp_path.name)]


def test_a_file_is_flushed_before_it_takes_the_old_ones_place(
    tmp_path: Path, events: list[tuple[str, str]]
) -> None:
    replace_file(tmp_path / "CURRENT", b"g00000001")
    kinds = [kind if name != tmp_path.name else "flush the folder" for kind, name in events]
    assert kinds == ["flush", "name", "flush the folder"]
