"""Where the bytes of one remote file come from, and whether they are still of the same content."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import quote

from parley.core.errors import ParleyError
from parley.hub import errors
from parley.hub.answers import check_listed
from parley.hub.errors import Subject
from parley.hub.hub import Hub
from parley.hub.names import origin
from parley.hub.ranges import Span
from parley.hub.replies import Reply
from parley.hub.requests import shown_host
from parley.hub.streams import Stream
from parley.hub.transfer.values import Patience
from parley.hub.values import RemoteFile, RepositoryFiles

_log = logging.getLogger(__name__)

#: Bytes of each piece that is compared when a server gives the content another name.
SAMPLE: Final = 64 * 1024


class Source:
    """One file of a hub, from which several connections read ranges.

    The hub gives out an address of its storage, which all connections use until it has expired.

    Args:
        hub: where it is.
        repository: whose commit is read.
        file: what the hub lists.
        patience: seconds to wait for a connection and for bytes.
        samples: returns some bytes of the content that were received, by offset.
    """

    def __init__(
        self,
        hub: Hub,
        repository: RepositoryFiles,
        file: RemoteFile,
        patience: Patience,
        samples: Callable[[], list[tuple[int, bytes]]],
    ) -> None:
        endpoint = hub.endpoint
        page = f"{endpoint}/{repository.repo}"
        self.subject = Subject(
            shown_host(endpoint),
            page,
            repository.repo,
            repository.revision,
            file.path,
            doing=f"download “{file.path}” from “{repository.repo}”",
        )
        self._requests = hub.requests
        self._file = file
        self._home = origin(endpoint)
        self._address = f"{page}/resolve/{quote(repository.revision, safe='')}/{quote(file.path)}"
        self._patience = patience
        self._samples = samples
        self._renewing = threading.Lock()
        self._place: str | None = None
        self._naming = threading.Lock()
        self._names: set[str] = set()

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return self._file.size

    def require(self) -> None:
        """Raise `ParleyError` `offline` while the switch is on."""
        self._requests.require(self.subject)

    @contextlib.contextmanager
    def open(self, span: Span) -> Iterator[Stream]:
        """Begin to read a range.

        Raises:
            Again: another attempt may go well.
            ParleyError: `hub_changed` and `hub_wrong_size` if it is not what the hub listed, and
                all that `Requests.stream` raises.
        """
        with self._opened(span) as stream:
            reply = Reply(b"", stream.size, stream.url, stream.headers)
            check_listed(reply, self._file, self.subject)
            self._recognise(stream)
            yield stream

    @contextlib.contextmanager
    def _opened(self, span: Span) -> Iterator[Stream]:
        with contextlib.ExitStack() as stack:
            kept = self._place
            stream = None if kept is None else self._at_kept(kept, span, stack)
            if stream is None:
                with self._renewing:
                    # While this connection waited, another may have got a new address.
                    if self._place not in {None, kept}:
                        stream = self._at_kept(self._place or "", span, stack)
                    if stream is None:
                        stream = self._at(self._address, span, stack)
                        self._place = stream.url
            yield stream

    def _at_kept(self, place: str, span: Span, stack: contextlib.ExitStack) -> Stream | None:
        """Read from where the hub sent an earlier request; None if that address has expired."""
        try:
            return self._at(place, span, stack)
        except ParleyError as error:
            if error.code != "hub_storage":
                raise
            _log.info("The address of %s has expired", self._file.path)
            return None

    def _at(self, url: str, span: Span, stack: contextlib.ExitStack) -> Stream:
        try:
            return stack.enter_context(
                self._requests.stream(
                    url,
                    self.subject,
                    home=self._home,
                    span=span,
                    stall=self._patience.stall,
                    connect=self._patience.connect,
                )
            )
        except ParleyError as error:
            size = error.details.get("size")
            if error.code == "hub_storage" and size is not None and size != self._file.size:
                raise errors.wrong_size(self.subject, self._file.size, size) from error
            raise

    def _recognise(self, stream: Stream) -> None:
        """Tell a content that changed from another server that names the same one differently.

        The hub's own name was compared before. Servers of a storage, or of a mirror, make up their
        names from what they like, so a new one is believed if it stands for the bytes that are
        here. The hash of the whole has the last word.
        """
        with self._naming:
            if stream.validator in self._names:
                return
            if self._names:
                for at, data in self._samples():
                    self._compare(stream.url, at, data)
                _log.info("%s has another name at the storage, but the same bytes", self._file.path)
            self._names.add(stream.validator)

    def _compare(self, url: str, at: int, data: bytes) -> None:
        with contextlib.ExitStack() as stack:
            sample = self._at(url, (at, at + len(data)), stack)
            if not sample.ranged:
                return
            found = bytearray()
            for chunk in sample.chunks():
                found += chunk
                if len(found) >= len(data):
                    break
        if bytes(found[: len(data)]) != data:
            raise errors.changed(self.subject)
