"""The log file is bounded, private and without secrets; bugs stand in it whole."""

from __future__ import annotations

import logging
import stat
import sys
import threading

import pytest

from parley.core.errors import Cancelled, ParleyError
from parley.core.logging import OLDER, Log, Private, configure

TOKEN = "hf_" + "AbCdEfGhIjKlMnOpQrStUvWxYz01234567"
_logger = logging.getLogger("parley.test")


@pytest.fixture
def log(paths):
    log = configure(paths, logging.DEBUG)
    yield log
    log.close()


def written(log: Log) -> str:
    return log.file.read_text(encoding="utf-8")


def test_records_are_written_with_place_and_level(log):
    _logger.info("ready in %.1f s", 0.25)

    assert "INFO parley.test" in written(log)
    assert "ready in 0.2 s" in written(log)


def test_secrets_are_removed_from_messages_arguments_and_tracebacks(log, expected_logs):
    expected_logs("it failed")
    log.redactor.add("correct horse")
    try:
        raise ValueError(f"refused {TOKEN} and correct horse")
    except ValueError:
        _logger.exception("it failed for %s with %r", TOKEN, {"Authorization": "Bearer xyz-123"})

    text = written(log)
    assert "Traceback" in text
    assert "ValueError: refused <redacted> and <redacted>" in text
    assert TOKEN not in text
    assert "horse" not in text
    assert "xyz-123" not in text


def test_private_text_is_its_length(log):
    _logger.debug("prompt %s", Private("my diagnosis"))

    assert "prompt <12 characters>" in written(log)
    assert "diagnosis" not in written(log)


def test_other_libraries_are_heard_from_warnings_on(log):
    logging.getLogger("somebody.else").info("chatter")
    logging.getLogger("somebody.else").warning("trouble")

    assert "trouble" in written(log)
    assert "chatter" not in written(log)


def test_configuring_twice_writes_every_record_once(paths):
    first = configure(paths)
    second = configure(paths)
    _logger.info("only once")
    second.close()
    first.close()

    assert written(second).count("only once") == 1


def test_closing_removes_every_trace(paths):
    before = list(logging.getLogger().handlers), sys.excepthook, threading.excepthook
    log = configure(paths)
    log.catch_bugs(lambda sentence: None)
    log.catch_bugs(lambda sentence: None)
    log.close()
    log.close()

    assert (list(logging.getLogger().handlers), sys.excepthook, threading.excepthook) == before


def test_files_rotate_and_are_bounded(paths):
    log = configure(paths, max_bytes=10_000)
    for number in range(1000):
        _logger.info("record %d of many", number)
    log.close()

    files = list(log.file.parent.iterdir())
    assert len(files) == OLDER + 1
    assert all(file.stat().st_size <= 10_000 for file in files)
    assert "record 999 of many" in written(log)


if sys.platform != "win32":

    def test_the_file_is_the_owners_alone(log):
        _logger.info("hello")

        assert stat.S_IMODE(log.file.stat().st_mode) == 0o600


def test_a_log_that_cannot_be_written_stops_nothing(paths, capsys):
    log = configure(paths)
    paths.logs.rmdir()
    paths.logs.write_text("a file in the way")
    _logger.info("lost")
    log.close()

    assert capsys.readouterr().err == ""


def test_a_bug_in_a_thread_is_written_whole_and_said_in_one_sentence(log, expected_logs):
    expected_logs("An unexpected error")
    said: list[str] = []
    log.catch_bugs(said.append)

    def work():
        raise RuntimeError(f"broken with {TOKEN}")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    [sentence] = said
    assert "RuntimeError" in sentence
    assert str(log.file) in sentence
    assert TOKEN not in sentence
    assert "in work" in written(log)
    assert "RuntimeError: broken with <redacted>" in written(log)


def test_a_bug_in_the_main_thread_goes_the_same_way(log, expected_logs):
    expected_logs("An unexpected error")
    said: list[str] = []
    log.catch_bugs(said.append)
    try:
        raise KeyError("absent")
    except KeyError as error:
        sys.excepthook(KeyError, error, error.__traceback__)

    assert len(said) == 1
    assert "KeyError: 'absent'" in written(log)


def test_an_expected_failure_is_said_in_its_own_words_and_is_no_bug(log):
    said: list[str] = []
    error = ParleyError("x", "The disk is full.", safe="All is kept.", hint="Free some space.")
    log.report(error, said.append)

    assert said == ["The disk is full. All is kept. Free some space."]
    assert not log.file.exists()


def test_cancelled_is_silent(log):
    said: list[str] = []
    log.report(Cancelled(), said.append)

    assert said == []


def test_without_a_window_it_is_said_on_standard_error(log, capsys, expected_logs):
    expected_logs("An unexpected error")
    log.catch_bugs()
    sys.excepthook(ValueError, ValueError("oops"), None)

    assert "Something went wrong inside Parley (ValueError)." in capsys.readouterr().err
