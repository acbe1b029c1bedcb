"""The cache gives back what it was given, or nothing."""

from __future__ import annotations

import os

import pytest

from parley.hub.cache import HubCache
from parley.hub.values import RemoteFile, RepositoryFiles

KEY = ("https://hub.example", "owner/name", "m.gguf", "e" * 64)
DATA = b"GGUF" + bytes(range(256)) * 300
FILES = RepositoryFiles(
    "owner/name", "a" * 40, "manual", "mit", (RemoteFile("m.gguf", 10**11, "b", "c"),), 1_700_000
)


@pytest.fixture
def cache(tmp_path):
    return HubCache(tmp_path / "hub")


def entries(tmp_path):
    folder = tmp_path / "hub"
    return sorted(folder.iterdir()) if folder.exists() else []


def test_a_header_comes_back_byte_for_byte_and_takes_less_room(cache, tmp_path):
    cache.keep_header(KEY, DATA, 10**11)

    assert cache.header(KEY) == (DATA, 10**11)
    assert entries(tmp_path)[0].stat().st_size < len(DATA) / 2


def test_a_list_comes_back_marked_as_cached(cache):
    cache.keep_files(KEY, FILES)

    kept = cache.files(KEY)

    assert kept.cached
    assert (kept.repo, kept.revision, kept.files) == (FILES.repo, FILES.revision, FILES.files)


def test_another_version_of_a_file_has_an_entry_of_its_own(cache):
    cache.keep_header(KEY, DATA, 10**11)

    assert cache.header((*KEY[:3], "f" * 64)) is None
    assert cache.files(KEY) is None


@pytest.mark.parametrize(
    "name", ["../../evil", "/etc/passwd", "C:\\evil", "a/b/../../..", "\x00", "CON", "x" * 5000]
)
def test_no_name_leaves_the_folder(cache, tmp_path, name):
    key = ("https://hub.example", name, name, name)

    cache.keep_header(key, DATA, 7)

    assert cache.header(key) == (DATA, 7)
    assert [path.name for path in tmp_path.iterdir() if path.name != "person"] == ["hub"]
    assert len(entries(tmp_path)) == 1


@pytest.mark.parametrize("place", ["start", "middle", "end", "shorter", "longer", "empty"])
def test_a_damaged_entry_is_removed(cache, tmp_path, place):
    cache.keep_header(KEY, DATA, 10**11)
    (path,) = entries(tmp_path)
    raw = bytearray(path.read_bytes())
    match place:
        case "start":
            raw[0] ^= 0xFF
        case "middle":
            raw[len(raw) // 2] ^= 0xFF
        case "end":
            raw[-1] ^= 0xFF
        case "shorter":
            del raw[-20:]
        case "longer":
            raw += b"more"
        case "empty":
            raw.clear()
    path.write_bytes(raw)

    assert cache.header(KEY) is None
    assert entries(tmp_path) == []


def test_an_entry_under_another_name_is_not_believed(cache, tmp_path):
    cache.keep_header(KEY, DATA, 10**11)
    (path,) = entries(tmp_path)
    other = (*KEY[:2], "other.gguf", KEY[3])
    cache.keep_header(other, b"x", 1)
    victim = next(each for each in entries(tmp_path) if each != path)
    victim.write_bytes(path.read_bytes())

    assert cache.header(other) is None
    assert cache.header(KEY) == (DATA, 10**11)


def test_the_oldest_go_when_there_is_no_room(tmp_path):
    cache = HubCache(tmp_path / "hub", most=25_000)
    for number in range(5):
        cache.keep_header((*KEY, str(number)), os.urandom(8000), number)
        for path in entries(tmp_path):
            # Each a second older than before, whatever the file system's clock resolves.
            status = path.stat()
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns - 10**9))

    kept = [number for number in range(5) if cache.header((*KEY, str(number)))]

    assert kept == [2, 3, 4]


def test_a_folder_that_cannot_be_made_costs_nothing_but_the_cache(tmp_path):
    (tmp_path / "hub").write_text("a file is in the way")
    cache = HubCache(tmp_path / "hub")

    cache.keep_header(KEY, DATA, 1)
    cache.keep_files(KEY, FILES)

    assert cache.header(KEY) is None
    assert cache.files(KEY) is None
    assert (tmp_path / "hub").read_text() == "a file is in the way"
