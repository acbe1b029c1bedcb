"""Fingerprints of weights."""

from pathlib import Path

from parley.engine.fingerprint import fingerprint

MIB = 1024**2


def test_equal_files_are_equal_wherever_they_lie(tmp_path: Path) -> None:
    one, other = tmp_path / "a", tmp_path / "b"
    one.write_bytes(b"x" * 10 * MIB)
    other.write_bytes(b"x" * 10 * MIB)
    assert fingerprint([one]) == fingerprint([other])


def test_changes_at_the_start_the_end_and_in_size_are_seen(tmp_path: Path) -> None:
    path = tmp_path / "a"
    data = bytearray(10 * MIB)
    path.write_bytes(data)
    seen = {fingerprint([path])}
    for where in (0, 100, len(data) - 1):
        changed = bytearray(data)
        changed[where] = 1
        path.write_bytes(changed)
        seen.add(fingerprint([path]))
    path.write_bytes(data + b"\0")
    seen.add(fingerprint([path]))
    assert len(seen) == 5


def test_weights_that_differ_throughout_are_told_apart_beyond_the_header(tmp_path: Path) -> None:
    one, other = tmp_path / "a", tmp_path / "b"
    edge = b"h" * (2 * MIB)
    one.write_bytes(edge + b"1" * 8 * MIB + edge)
    other.write_bytes(edge + b"2" * 8 * MIB + edge)
    assert fingerprint([one]) != fingerprint([other])
