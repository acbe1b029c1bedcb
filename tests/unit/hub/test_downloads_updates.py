"""What earlier and later versions of Parley wrote of downloads is still understood."""

from __future__ import annotations

import zlib

from parley.hub.downloads.store import DownloadStore
from parley.hub.downloads.values import FinishedFile
from parley.hub.transfer.journal import Content, read

# As the first version that had a queue wrote them, to the letter: do not bring them up to date.
PLAN = (
    '{"endpoint":"https://huggingface.co","repo":"o/M-GGUF","asked_revision":"main","revision":"c1",'
    '"gated":"auto","licence":"mit","label":"Q4_1","files":['
    '{"path":"mmproj-F16.gguf","size":10,"oid":"a","sha256":"' + "0" * 64 + '"},'
    '{"path":"m-Q4_1.gguf","size":270000000,"oid":"b","sha256":"' + "1" * 64 + '"}],'
    '"listed_at":1795569841}'
)
FINISHED = (
    '[{"path":"mmproj-F16.gguf","sha256":"' + "0" * 64 + '","verified":true,"fetched":10,'
    '"modified":5}]'
)
ERROR = '{"code":"hub_timeout","message":"Slow.","safe":"All is kept.","hint":"Wait."}'
LIVE = (
    '{"stage":"fetching","file":2,"bytes_per_second":7.5,"seconds_left":3.0,"checked":9,'
    '"connections":4}'
)
JOURNAL = [
    b'{"parley":1,"content":{"size":270000000,"etag":"e","sha256":null},"boot":"b1"}',
    b"= 97",
    b"+ 0 557056",
    b"+ 557056 1081344",
]
INSERT = (
    "INSERT INTO downloads (id, plan, state, asked, position, received, found, finished, error,"
    " notes, retry_at, attempts, live, owner_pid, owner_started, created_at, updated_at)"
    " VALUES (7, ?, 'waiting', '', 1, 66060288, '[]', ?, ?, '[\"Note.\"]', 9.5, 2, ?, NULL, NULL,"
    " 1.5, 2.5)"
)


def with_more(text: str) -> str:
    """Return an object of JSON as a later version may write it, which knows more."""
    return text.replace("{", '{"of_a_later_version":{"any":[1]},', 1)


def test_a_download_of_an_earlier_version_goes_on(connection):
    with connection:
        connection.execute(INSERT, (PLAN, FINISHED, ERROR, LIVE))

    store = DownloadStore(connection)
    (found,) = store.all()

    assert (found.id, found.name, found.size) == (7, "o/M-GGUF:Q4_1", 270000010)
    assert [file.sha256 for file in found.plan.files] == ["0" * 64, "1" * 64]
    assert (found.state, found.received, found.attempts) == ("waiting", 66060288, 2)
    assert found.finished == (FinishedFile("mmproj-F16.gguf", "0" * 64, True, 10, 5),)
    assert found.error is not None
    assert (found.error.code, found.notes) == ("hub_timeout", ("Note.",))
    claimed = store.claim(lambda _: True)
    assert claimed is not None
    assert claimed.id == 7


def test_what_a_later_version_adds_is_passed_over(connection):
    more = [with_more(each) for each in (PLAN, FINISHED, ERROR, LIVE)]
    with connection:
        connection.execute(INSERT, more)

    (found,) = DownloadStore(connection).all()

    assert found.name == "o/M-GGUF:Q4_1"
    assert found.plan.main.path == "m-Q4_1.gguf"


def test_a_journal_of_an_earlier_version_counts(tmp_path):
    journal = tmp_path / "m.gguf.part.journal"
    journal.write_bytes(b"".join(b"%b %08x\n" % (line, zlib.crc32(line)) for line in JOURNAL))

    kept = read(journal, Content(270000000, "e", None), "b1")

    assert kept.ranges.total == 1081344
