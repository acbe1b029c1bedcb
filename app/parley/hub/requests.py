"""Requests to a hub: bounded in time and size, repeated where that helps, redirected with care.

The session and the authentication are those of huggingface_hub. Its own calls for lists and files
wait without a limit, obey any Retry-After, and send the token wherever a list's next page lies.
"""

from __future__ import annotations

import contextlib
import logging
import random
import re
import time
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

import msgspec

import parley
from parley.core.errors import ParleyError
from parley.core.network import Network
from parley.hub import errors
from parley.hub.errors import Subject
from parley.hub.names import origin
from parley.hub.replies import Reply, asked_pause, body, finish, part
from parley.hub.replies import fields as fields_of
from parley.hub.streams import Stream, sent_bytes

if TYPE_CHECKING:
    import httpx2

_log = logging.getLogger(__name__)

#: Times a request is made before its failure is told.
ATTEMPTS: Final = 4
#: Seconds that a hub may ask to wait and is waited for; a longer wait is told to the person.
MOST_PAUSE: Final = 20.0
#: Seconds one answer may take as a whole, also where some bytes arrive now and then.
MOST_TIME: Final = 300.0
_MOST_REDIRECTS: Final = 10
_MOST_CONNECT: Final = 10.0
_AGAIN: Final = frozenset({408, 429, 500, 502, 503, 504})
_WHOLE_SIZE = re.compile(r"bytes \*/(\d{1,19})", re.IGNORECASE)


class Again(Exception):  # noqa: N818 - not a failure: the request is made again
    """An attempt failed in a way that the next one may not.

    Attributes:
        error: what to tell if no attempt succeeds.
        pause: seconds that the server asks to wait, or None.
        most: attempts that are worth while.
    """

    def __init__(self, error: ParleyError, pause: float | None = None, most: int = ATTEMPTS):
        super().__init__(error.code)
        self.error = error
        self.pause = pause
        self.most = most


class Requests:
    """Makes requests for one hub after the other. Used from any thread.

    Args:
        network: the offline switch; None leaves it to the guard of this process.
        token: returns the access token, or None; asked at every request.
        timeout: seconds without a byte after which an answer counts as stalled.
        most_time: seconds one answer may take as a whole.
        wait: waits so many seconds.
    """

    def __init__(
        self,
        network: Network | None,
        token: Callable[[], str | None],
        *,
        timeout: float,
        most_time: float = MOST_TIME,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._network = network
        self._token = token
        self._timeout = timeout
        self._most_time = most_time
        self._wait = wait

    def get(
        self,
        url: str,
        subject: Subject,
        *,
        home: tuple[str, str, int],
        span: tuple[int, int] | None = None,
        most: int,
    ) -> Reply:
        """Get a whole answer, or bytes of a file.

        Args:
            home: the only origin (see `names.origin`) that the token is sent to.
            span: first byte, and the one after the last; None gets everything.
            most: bytes that a whole answer may have.

        Raises:
            ParleyError: `offline`, `hub_unreachable`, `hub_timeout`, `hub_cut`, `hub_busy`,
                `hub_failed`, `hub_answer`, `hub_storage`, `hub_token` and what `errors.refused`
                returns.
        """
        pause = 0.5 + random.random() / 2  # noqa: S311 - so that not all come back at once
        attempt = 1
        while True:
            self.require(subject)
            try:
                return self._attempt(url, subject, home, span, most)
            except Again as again:
                waits = pause if again.pause is None else again.pause
                if attempt >= again.most or waits > MOST_PAUSE:
                    raise again.error from again.__cause__
                _log.info("%s: trying again in %.1f s", again.error.code, waits)
                self._wait(waits)
            attempt += 1
            pause *= 2

    @contextlib.contextmanager
    def stream(
        self,
        url: str,
        subject: Subject,
        *,
        home: tuple[str, str, int],
        span: tuple[int, int],
        stall: float,
        connect: float,
    ) -> Iterator[Stream]:
        """Begin to read bytes of a file, in one attempt. What the body reads raises here as well.

        Args:
            home: as for `get`.
            span: as for `get`; the server may send fewer bytes, or all.
            stall: seconds without a byte after which the attempt has failed.
            connect: seconds to wait for a connection.

        Raises:
            Again: the same request may go well.
            ParleyError: as `get`, without those that `Again` carries.
        """
        self.require(subject)
        with (
            _in_words(subject),
            self._open(url, subject, home, span, (stall, connect)) as (response, at, seen),
        ):
            sent = sent_bytes(response, subject, span)
            yield Stream(response, sent, at, fields_of(response) | seen)

    def require(self, subject: Subject) -> None:
        """Raise `ParleyError` `offline` while the switch is on."""
        if self._network is not None:
            self._network.require(subject.purpose)

    def _attempt(
        self,
        url: str,
        subject: Subject,
        home: tuple[str, str, int],
        span: tuple[int, int] | None,
        most: int,
    ) -> Reply:
        until = time.monotonic() + self._most_time
        # Where nothing answers at all, nobody needs to wait as long as for a slow server.
        patience = (self._timeout, min(self._timeout, _MOST_CONNECT))
        with (
            _in_words(subject),
            self._open(url, subject, home, span, patience) as (response, at, seen),
        ):
            if span is None:
                data = body(response, subject, most, until)
                return Reply(data, len(data), at, seen)
            data, size = part(response, subject, span, until)
            return Reply(data, size, at, fields_of(response) | seen)

    @contextlib.contextmanager
    def _open(
        self,
        url: str,
        subject: Subject,
        home: tuple[str, str, int],
        span: tuple[int, int] | None,
        patience: tuple[float, float],
    ) -> Iterator[tuple[httpx2.Response, str, dict[str, str]]]:
        """Follow redirects; yield an answer, where it comes from, and the hub's header fields."""
        seen: dict[str, str] = {}
        for _ in range(_MOST_REDIRECTS):
            at_home = origin(url) == home
            token = self._usable_token() if at_home else None
            with self._send(url, subject, token, span, patience) as response:
                fields = fields_of(response)
                if response.has_redirect_location:
                    if at_home:
                        seen |= fields
                    finish(response, fields)
                    url = _target(url, fields["location"], subject)
                    continue
                status = response.status_code
                if status >= 300:
                    raise _failure(subject, status, fields, at_home, with_token=bool(token))
                if at_home:
                    seen |= fields
                yield response, url, seen
                return
        raise errors.answer(subject, "redirects without an end")

    @contextlib.contextmanager
    def _send(
        self,
        url: str,
        subject: Subject,
        token: str | None,
        span: tuple[int, int] | None,
        patience: tuple[float, float],
    ) -> Iterator[httpx2.Response]:
        import httpx2
        from huggingface_hub.utils import (  # type: ignore[attr-defined]
            build_hf_headers,
            get_session,
        )

        # A name of its own: the library's would tell which frameworks and agents run here. Without
        # a token it is told so: it would look for one that other programs left on this computer.
        headers = {"user-agent": f"parley/{parley.__version__}"}
        if span is not None:
            headers["range"] = f"bytes={span[0]}-{span[1] - 1}"
            headers["accept-encoding"] = "identity"
        headers = build_hf_headers(token=token or False, headers=headers)
        try:
            session = get_session()
        except (ImportError, ValueError, httpx2.InvalidURL) as error:
            reason = "the proxy's address is not one that Parley can use"
            raise errors.proxy(subject, reason) from error
        except OSError as error:
            raise errors.certificates(subject) from error
        timeout = httpx2.Timeout(patience[0], connect=patience[1])
        request = session.build_request("GET", url, headers=headers, timeout=timeout)
        response = session.send(request, stream=True, follow_redirects=False)
        try:
            yield response
        finally:
            response.close()

    def _usable_token(self) -> str | None:
        token = (self._token() or "").strip()
        # A token with other characters would be quoted in the error of the library that sends it.
        if token and not (token.isascii() and token.isprintable() and " " not in token):
            raise errors.unusable_token()
        return token or None


@contextlib.contextmanager
def _in_words(subject: Subject) -> Iterator[None]:
    """Turn what the HTTP library raises into words, or into another attempt."""
    import httpx2
    from huggingface_hub.errors import OfflineModeIsEnabled

    try:
        yield
    except OfflineModeIsEnabled as error:
        raise errors.library_offline() from error
    except httpx2.ConnectError as error:
        # Repeating it would only keep a person without a network waiting. Who does not answer may
        # be the storage that the hub leads to.
        asked = msgspec.structs.replace(subject, host=shown_host(str(error.request.url)))
        raise errors.unreachable(asked, _reason(error)) from error
    except httpx2.ProxyError as error:
        raise errors.proxy(subject, "the proxy refuses") from error
    except httpx2.TimeoutException as error:
        raise Again(errors.timeout(subject), most=2) from error
    except (httpx2.NetworkError, httpx2.RemoteProtocolError) as error:
        raise Again(errors.cut(subject)) from error
    except httpx2.DecodingError as error:
        raise errors.answer(subject, "a damaged compression") from error
    except (httpx2.UnsupportedProtocol, httpx2.InvalidURL, httpx2.LocalProtocolError) as error:
        raise errors.answer(subject, "a redirect to nowhere") from error
    except Exception as error:
        # The HTTP library passes these on as they are; to import it only to ask costs 25 ms.
        if type(error).__module__.partition(".")[0] != "socksio":
            raise
        raise errors.proxy(subject, "the proxy does not answer as a SOCKS proxy does") from error


def _target(url: str, location: str, subject: Subject) -> str:
    """Return where a redirect leads. It may not leave the web, nor give up encryption."""
    try:
        target = urljoin(url, location)
        scheme, host, _ = origin(target)
    except ValueError as error:
        raise errors.answer(subject, "a redirect to nowhere") from error
    if scheme not in {"http", "https"} or not host:
        raise errors.answer(subject, "a redirect to nowhere")
    if scheme == "http" and urlsplit(url).scheme == "https":
        raise errors.answer(subject, "a redirect without encryption")
    return target


def _failure(
    subject: Subject, status: int, fields: Mapping[str, str], at_home: bool, *, with_token: bool
) -> Exception:
    if status < 400:
        return errors.answer(subject, f"status {status}")
    if at_home and status != 416:
        error = errors.refused(subject, status, fields, with_token=with_token)
    else:
        found = _WHOLE_SIZE.fullmatch(fields.get("content-range", "").strip())
        error = errors.storage(subject, status, int(found[1]) if found else None)
    if status not in _AGAIN:
        return error
    pause = asked_pause(fields)
    if status == 429:
        error = errors.busy(subject, None if pause is None else round(pause))
    return Again(error, pause)


def _reason(error: Exception) -> str:
    """Return why no connection came about, in few words and without addresses."""
    import socket
    import ssl

    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, socket.gaierror):
            return "its name was not found"
        if isinstance(cause, ssl.SSLCertVerificationError):
            return "its certificate was not accepted"
        if isinstance(cause, ssl.SSLError):
            return "no secure connection"
        if isinstance(cause, OSError) and cause.strerror:
            return cause.strerror.lower()
        cause = cause.__cause__ or cause.__context__
    return "no connection"


def shown_host(url: str) -> str:
    """Return the host of a web address as people know it; with its port where that is unusual."""
    scheme, host, port = origin(url)
    if ":" in host:
        host = f"[{host}]"
    return host if port == (443 if scheme == "https" else 80) else f"{host}:{port}"
