"""A global shortcut in the X window system: a grab of the keys on the root window.

Spoken through libxcb, which Qt itself needs there, on a connection of its own: an error is the
answer to a request, and nothing can hit Qt's connection.
"""

from __future__ import annotations

import ctypes
import itertools
from ctypes import POINTER, Structure, c_int, c_uint8, c_uint16, c_uint32, c_void_p
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier

from parley.ui.hotkey.backend import Backend
from parley.ui.hotkey.chord import Chord

# Of X.h and xproto.h.
_SHIFT, _LOCK, _CONTROL, _ALT, _META = 1, 2, 4, 8, 64
_NUM_LOCK, _SCROLL_LOCK = 0xFF7F, 0xFF14
_GRAB_ASYNC = 1
_KEY_PRESS, _KEY_RELEASE, _MAPPING_NOTIFY = 2, 3, 34
_BAD_ACCESS = 10
_KEYS_PER_MODIFIERS = 8


class _Cookie(Structure):
    _fields_ = (("sequence", c_uint32),)


class _Event(Structure):
    """The beginning of a key's event; `detail` is its keycode, `time` is in milliseconds."""

    _fields_ = (
        ("response_type", c_uint8),
        ("detail", c_uint8),
        ("sequence", c_uint16),
        ("time", c_uint32),
    )


class _Error(Structure):
    _fields_ = (("response_type", c_uint8), ("code", c_uint8), ("sequence", c_uint16))


class _Modifiers(Structure):
    """The beginning of the answer that says which keys are modifiers."""

    _fields_ = (("response_type", c_uint8), ("per_modifier", c_uint8), ("sequence", c_uint16))


class _Screen(Structure):
    _fields_ = (("root", c_uint32),)


class _Screens(Structure):
    _fields_ = (("data", POINTER(_Screen)), ("rem", c_int), ("index", c_int))


class _Libraries:
    """The calls that are needed, with the types of their arguments."""

    def __init__(self) -> None:
        xcb = ctypes.CDLL("libxcb.so.1")
        keysyms = ctypes.CDLL("libxcb-keysyms.so.1")
        self.free = ctypes.CDLL(None).free
        self.free.argtypes = [c_void_p]
        self.free.restype = None

        def call(library: ctypes.CDLL, name: str, result: Any, *arguments: Any) -> Any:
            function = getattr(library, name)
            function.restype, function.argtypes = result, arguments
            return function

        self.connect = call(xcb, "xcb_connect", c_void_p, ctypes.c_char_p, POINTER(c_int))
        self.failed = call(xcb, "xcb_connection_has_error", c_int, c_void_p)
        self.disconnect = call(xcb, "xcb_disconnect", None, c_void_p)
        self.descriptor = call(xcb, "xcb_get_file_descriptor", c_int, c_void_p)
        self.setup = call(xcb, "xcb_get_setup", c_void_p, c_void_p)
        self.screens = call(xcb, "xcb_setup_roots_iterator", _Screens, c_void_p)
        self.grab = call(
            xcb, "xcb_grab_key_checked", _Cookie,
            c_void_p, c_uint8, c_uint32, c_uint16, c_uint8, c_uint8, c_uint8,
        )  # fmt: skip
        self.ungrab = call(xcb, "xcb_ungrab_key", _Cookie, c_void_p, c_uint8, c_uint32, c_uint16)
        self.check = call(xcb, "xcb_request_check", POINTER(_Error), c_void_p, _Cookie)
        self.flush = call(xcb, "xcb_flush", c_int, c_void_p)
        self.poll = call(xcb, "xcb_poll_for_event", POINTER(_Event), c_void_p)
        self.modifiers = call(xcb, "xcb_get_modifier_mapping", _Cookie, c_void_p)
        self.modifiers_reply = call(
            xcb, "xcb_get_modifier_mapping_reply", POINTER(_Modifiers), c_void_p, _Cookie, c_void_p
        )
        self.modifier_keys = call(
            xcb, "xcb_get_modifier_mapping_keycodes", POINTER(c_uint8), POINTER(_Modifiers)
        )
        self.symbols = call(keysyms, "xcb_key_symbols_alloc", c_void_p, c_void_p)
        self.free_symbols = call(keysyms, "xcb_key_symbols_free", None, c_void_p)
        self.keycodes = call(
            keysyms, "xcb_key_symbols_get_keycode", POINTER(c_uint8), c_void_p, c_uint32
        )


class XBackend(Backend):
    """Grabs the keys with every combination of the locks, which count as modifiers there."""

    def __init__(self, display: str | None = None, parent: QObject | None = None) -> None:
        """Speak to the X server `display`; None is the one of the environment."""
        super().__init__(parent)
        self._display = display
        self._x: _Libraries | None = None
        self._connection: int | None = None
        self._root = 0
        self._chord: Chord | None = None
        self._grabbed: list[tuple[int, int]] = []
        # Keycode and time of the key that was let go last.
        self._let_go = (0, 0)
        self._notifier: QSocketNotifier | None = None

    def take(self, chord: Chord, description: str) -> None:
        """Grab the keys; the answer comes at once."""
        self.release()
        if not self._connect():
            self.settled.emit("unsupported", "")
            return
        self._chord = chord
        refused = self._grab()
        if refused is None:
            self.settled.emit("works", "")
            return
        self.release()
        self.settled.emit("taken" if refused == _BAD_ACCESS else "failed", f"X error {refused}")

    def release(self) -> None:
        """End the connection, and with it every grab."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._connection is not None and self._x is not None:
            self._x.disconnect(self._connection)
        self._connection, self._chord, self._grabbed = None, None, []

    # -- inside ----------------------------------------------------------------------------------

    def _connect(self) -> bool:
        try:
            self._x = self._x or _Libraries()
        except (OSError, AttributeError):
            return False
        x, number = self._x, c_int(0)
        name = self._display.encode() if self._display else None
        connection = x.connect(name, ctypes.byref(number))
        if x.failed(connection):
            x.disconnect(connection)
            return False
        self._connection = connection
        self._root = x.screens(x.setup(connection)).data.contents.root
        self._notifier = QSocketNotifier(x.descriptor(connection), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        return True

    def _grab(self) -> int | None:
        """Grab the keys in all their combinations; return the code of the first error."""
        x, chord = self._x, self._chord
        assert x is not None
        assert chord is not None
        symbols = x.symbols(self._connection)
        codes = self._codes(symbols, chord.keysym)
        locks = [_LOCK, *self._locks(symbols)]
        x.free_symbols(symbols)
        if not codes:
            return 0
        held = (
            _CONTROL * chord.control + _ALT * chord.alt + _SHIFT * chord.shift + _META * chord.meta
        )
        sets = itertools.chain.from_iterable(
            itertools.combinations(locks, count) for count in range(len(locks) + 1)
        )
        for code, extra in itertools.product(codes, sorted({sum(set(each)) for each in sets})):
            cookie = x.grab(
                self._connection, 1, self._root, held | extra, code, _GRAB_ASYNC, _GRAB_ASYNC
            )
            error = x.check(self._connection, cookie)
            if error:
                found = error.contents.code
                x.free(error)
                return int(found)
            self._grabbed.append((code, held | extra))
        return None

    def _codes(self, symbols: int, keysym: int) -> list[int]:
        x = self._x
        assert x is not None
        found = x.keycodes(symbols, keysym)
        if not found:
            return []
        codes = list(itertools.takewhile(bool, (found[at] for at in range(256))))
        x.free(found)
        return codes

    def _locks(self, symbols: int) -> list[int]:
        """Return the modifiers that Num Lock and Scroll Lock are on this keyboard."""
        x = self._x
        assert x is not None
        keys = {*self._codes(symbols, _NUM_LOCK), *self._codes(symbols, _SCROLL_LOCK)}
        reply = x.modifiers_reply(self._connection, x.modifiers(self._connection), None)
        if not reply:
            return []
        each = reply.contents.per_modifier
        codes = x.modifier_keys(reply)
        masks = {
            1 << number
            for number in range(_KEYS_PER_MODIFIERS)
            if keys & {codes[number * each + at] for at in range(each)}
        }
        x.free(reply)
        return sorted(masks)

    def _read(self) -> None:
        x = self._x
        mapped, codes = False, {code for code, _ in self._grabbed}
        while x is not None and self._connection is not None:
            event = x.poll(self._connection)
            if not event:
                break
            kind, code = event.contents.response_type & 0x7F, event.contents.detail
            key = code, event.contents.time
            x.free(event)
            mapped = mapped or kind == _MAPPING_NOTIFY
            if kind == _KEY_RELEASE:
                self._let_go = key
            # A key that is held repeats: it is let go and pressed at the same time.
            elif kind == _KEY_PRESS and key != self._let_go and code in codes:
                self.pressed.emit("")
        if x is None or self._connection is None:
            return
        if x.failed(self._connection):
            self.release()  # The X server is gone, and soon the program.
        elif mapped:
            self._grab_anew()

    def _grab_anew(self) -> None:
        """Grab the keys where they lie on another keyboard layout."""
        x = self._x
        assert x is not None
        for code, held in self._grabbed:
            x.ungrab(self._connection, code, self._root, held)
        self._grabbed = []
        self._grab()
        x.flush(self._connection)
