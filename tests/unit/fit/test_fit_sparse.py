"""Headers as sparse files: the true size, no room on the disk, names of their own."""

from __future__ import annotations

import sys

import pytest

from helpers.gguf_bytes import STRING, UINT16, gguf_bytes, tensor
from helpers.gguf_models import tiny
from parley.core.errors import ParleyError
from parley.fit import sparse as module
from parley.fit.sparse import HeaderFile, header_files, own_names, trim, write_sparse
from parley.gguf import GgufError, read

GIB = 1024**3


def huge(name="model.gguf", *, size=40 * GIB, number=0, count=1, more=b""):
    """Return the header of a file with one F16 tensor that fills `size` bytes."""
    metadata = {"general.architecture": (STRING, "llama")}
    if count > 1:
        metadata |= {"split.no": (UINT16, number), "split.count": (UINT16, count)}
    rows = (size - 4096) // 2 // 1024
    data = gguf_bytes(metadata, [tensor(f"blk.{number}.attn_q.weight", (1024, rows), 1)])
    return HeaderFile(name, data + more, size)


def sparse(files, folder):
    return write_sparse(trim(files), folder)


def test_a_local_file_gives_exactly_its_header(tmp_path):
    path = tiny(tmp_path / "tiny.gguf")
    (found,) = header_files(path)

    whole = path.read_bytes()
    assert found.name == "tiny.gguf"
    assert found.size == len(whole)
    assert found.data == whole[: read(path).data_offset]
    assert found.header == read(path)


def test_the_sparse_file_reads_like_the_whole_one(tmp_path):
    path = tiny(tmp_path / "tiny.gguf")
    (tmp_path / "out").mkdir()
    copy = sparse(header_files(path), tmp_path / "out")

    assert read(copy) == read(path)
    assert copy.stat().st_size == path.stat().st_size


def test_weights_that_came_along_are_left_out(tmp_path):
    path = sparse([huge(more=b"\xff" * 5000)], tmp_path)

    with path.open("rb") as file:
        file.seek(read(path).data_offset)
        assert file.read(5000) == b"\0" * 5000


def test_forty_gigabytes_take_no_room(tmp_path):
    path = sparse([huge()], tmp_path)

    assert path.stat().st_size == 40 * GIB
    assert read(path).tensor_bytes == (40 * GIB - 4096) // 2048 * 2048
    if sys.platform != "win32":
        assert path.stat().st_blocks * 512 < 4 * 1024**2


@pytest.mark.parametrize(
    "name", ["../../outside.gguf", "/outside.gguf", "..\\outside.gguf", "a\0b.gguf", "", "CON"]
)
def test_names_from_strangers_reach_no_disk(tmp_path, name):
    folder = tmp_path / "inner"
    folder.mkdir()
    path = sparse([huge(name, size=10**6)], folder)

    assert path.parent == folder
    assert [entry.name for entry in folder.iterdir()] == ["model.gguf"]
    assert [entry.name for entry in tmp_path.iterdir() if entry.is_file()] == []


def test_shards_keep_their_order_and_pattern_whatever_they_were_called(tmp_path):
    files = [huge(f"part {3 - n}", size=(n + 1) * GIB, number=n, count=3) for n in (2, 0, 1)]
    first = sparse(files, tmp_path)

    assert first.name == "model-00001-of-00003.gguf"
    names = sorted(entry.name for entry in tmp_path.glob("*.gguf"))
    assert names == list(own_names(3))
    assert [(tmp_path / name).stat().st_size for name in names] == [GIB, 2 * GIB, 3 * GIB]


@pytest.mark.parametrize("numbers", [(0,), (0, 2), (1, 2), (0, 0, 1), (0, 1, 2, 2)])
def test_shards_that_are_missing_or_doubled_are_refused(tmp_path, numbers):
    files = [huge(f"{n}.gguf", size=10**6, number=n, count=3) for n in numbers]

    with pytest.raises(GgufError) as caught:
        sparse(files, tmp_path)
    assert caught.value.code == "model_shard"
    assert list(tmp_path.glob("*.gguf")) == []


def test_all_shards_on_this_disk_are_found(tmp_path):
    for n in range(2):
        one = huge(size=10**6, number=n, count=2)
        path = tmp_path / f"big-{n + 1:05d}-of-00002.gguf"
        path.write_bytes(one.data.ljust(one.size, b"\1"))
    found = header_files(tmp_path / "big-00001-of-00002.gguf")

    assert [one.name for one in found] == ["big-00001-of-00002.gguf", "big-00002-of-00002.gguf"]
    assert [one.size for one in found] == [10**6, 10**6]
    assert all(len(one.data) < 1000 for one in found)


def test_a_header_that_was_cut_off_is_said_to_be(tmp_path):
    whole = huge("fine\nname.gguf")
    with pytest.raises(ParleyError) as caught:
        sparse([HeaderFile(whole.name, whole.data[:40], whole.size)], tmp_path)

    assert caught.value.code == "fit_incomplete"
    assert "fine\ufffdname.gguf" in caught.value.message


def test_a_size_that_cannot_hold_the_tensors_is_refused(tmp_path):
    whole = huge()
    with pytest.raises(GgufError) as caught:
        sparse([HeaderFile(whole.name, whole.data, GIB)], tmp_path)
    assert caught.value.code == "model_truncated"


if sys.platform != "win32":

    @pytest.fixture
    def small_files_only():
        """Let this process write no file beyond a gigabyte."""
        import resource

        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (GIB, before[1]))
        yield
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    @pytest.mark.usefixtures("small_files_only")
    def test_a_limit_of_file_sizes_is_said_and_costs_nothing_else(tmp_path):
        with pytest.raises(ParleyError) as caught:
            sparse([huge()], tmp_path)

        assert caught.value.code == "fit_no_sparse"
        assert "calculated figures still hold" in caught.value.safe

    def test_a_disk_without_holes_is_not_filled(tmp_path, monkeypatch):
        # As HFS+ and FAT do it: every byte of a file takes room.
        monkeypatch.setattr(module, "_occupied", lambda file: file.seek(0, 2))

        with pytest.raises(ParleyError) as caught:
            sparse([huge()], tmp_path)
        assert caught.value.code == "fit_no_sparse"
        assert (tmp_path / "model.gguf").stat().st_size < 16 * 1024**2
