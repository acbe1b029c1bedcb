"""Saved states: what comes back is what was saved, or nothing."""

import os
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parley.engine import states

KEY = "ab" * 32
PAYLOAD = bytes(range(256)) * 400


def header(tokens: list[int], payload: bytes = PAYLOAD, key: str = KEY) -> states.Header:
    return states.Header(
        key=key, tokens=tokens, answers=[states.Answer("yes", [7, 8])], payload=len(payload)
    )


def always(_: states.Header) -> bool:
    return True


def save(folder: Path, name: str = "1", budget: int = 10**9, **parts: object) -> Path:
    states.save(folder, name, header([1, 2, 3], **parts), PAYLOAD, budget)  # type: ignore[arg-type]
    return states.state_path(folder, name, KEY)


def test_a_saved_state_comes_back_whole(tmp_path: Path) -> None:
    save(tmp_path)
    assert states.load(tmp_path, "1", KEY, always) == (header([1, 2, 3]), PAYLOAD)


def test_another_conversation_or_model_finds_nothing(tmp_path: Path) -> None:
    save(tmp_path)
    assert states.load(tmp_path, "2", KEY, always) is None
    assert states.load(tmp_path, "1", "cd" * 32, always) is None
    assert states.load(tmp_path, "1", KEY, always) is not None


def test_a_state_under_a_colliding_name_is_refused_and_removed(tmp_path: Path) -> None:
    other = KEY[:16] + "0" * 48
    path = save(tmp_path, key=other)
    assert path.exists()
    assert states.load(tmp_path, "1", KEY, always) is None
    assert not path.exists()


def test_a_state_that_is_not_wanted_stays_for_later(tmp_path: Path) -> None:
    path = save(tmp_path)
    seen: list[list[int]] = []

    def decline(found: states.Header) -> bool:
        seen.append(found.tokens)
        return False

    assert states.load(tmp_path, "1", KEY, decline) is None
    assert seen == [[1, 2, 3]]
    assert path.exists()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 255))
def test_one_changed_byte_anywhere_is_noticed(tmp_path: Path, where: int, change: int) -> None:
    path = save(tmp_path)
    data = bytearray(path.read_bytes())
    data[where % len(data)] ^= change
    path.write_bytes(data)
    assert states.load(tmp_path, "1", KEY, always) is None
    assert not path.exists()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.integers(0, 10**9))
def test_a_torn_file_is_removed(tmp_path: Path, where: int) -> None:
    path = save(tmp_path)
    data = path.read_bytes()
    path.write_bytes(data[: where % len(data)])
    assert states.load(tmp_path, "1", KEY, always) is None
    assert not path.exists()


def test_the_least_recently_used_go_when_the_budget_is_reached(tmp_path: Path) -> None:
    size = save(tmp_path, "old").stat().st_size
    for age, name in enumerate(("old", "middle", "new")):
        os.utime(save(tmp_path, name), (1000 + age, 1000 + age))
    states.load(tmp_path, "old", KEY, always)  # used just now
    save(tmp_path, "newest", budget=3 * size + 10)
    left = {name for name in ("old", "middle", "new", "newest")
            if states.state_path(tmp_path, name, KEY).exists()}  # fmt: skip
    assert left == {"old", "new", "newest"}


def test_a_state_over_the_whole_budget_is_not_kept(tmp_path: Path) -> None:
    path = save(tmp_path)
    save(tmp_path, budget=1000)
    assert not path.exists()


def test_forgetting_a_conversation_removes_all_of_its_files_and_no_other(tmp_path: Path) -> None:
    mine, other = save(tmp_path, "1"), save(tmp_path, "2")
    second = tmp_path / mine.name.replace(KEY[:16], "0" * 16)
    second.write_bytes(b"another model's")
    states.forget(tmp_path, "1")
    assert not mine.exists()
    assert not second.exists()
    assert other.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")
def test_states_are_readable_by_their_owner_alone(tmp_path: Path) -> None:
    assert stat.S_IMODE(save(tmp_path).stat().st_mode) == 0o600


def test_parts_of_a_killed_writer_are_swept(tmp_path: Path) -> None:
    stale = tmp_path / "x-y.state.999999999.part"
    stale.write_bytes(b"half")
    save(tmp_path)
    assert not stale.exists()
