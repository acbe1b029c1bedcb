"""A global shortcut on a Mac: Carbon's `RegisterEventHotKey`, which asks for no permission.

Part of Carbon that is still in 64-bit macOS; declared in HIToolbox/CarbonEvents.h.
"""

from __future__ import annotations

import ctypes
from ctypes import CFUNCTYPE, POINTER, Structure, c_int32, c_uint32, c_void_p
from typing import Any

from PySide6.QtCore import QObject

from parley.ui.hotkey.backend import Backend
from parley.ui.hotkey.chord import Chord

_CARBON = "/System/Library/Frameworks/Carbon.framework/Carbon"
# Of Events.h and CarbonEvents.h.
_COMMAND, _SHIFT, _OPTION, _CONTROL = 1 << 8, 1 << 9, 1 << 11, 1 << 12
_KEYBOARD, _PRESSED = int.from_bytes(b"keyb", "big"), 5
_EXISTS = -9878
_SIGNATURE = int.from_bytes(b"Prly", "big")


class _Kind(Structure):
    _fields_ = (("event_class", c_uint32), ("event_kind", c_uint32))


class _Id(Structure):
    _fields_ = (("signature", c_uint32), ("id", c_uint32))


_Handler = CFUNCTYPE(c_int32, c_void_p, c_void_p, c_void_p)


class CarbonBackend(Backend):
    """Registers the keys with the application's event target."""

    def __init__(self, carbon: Any = None, parent: QObject | None = None) -> None:
        """Call `carbon`; None is the system's."""
        super().__init__(parent)
        self._carbon = carbon or _declared(ctypes.CDLL(_CARBON))
        self._key, self._handler = c_void_p(), c_void_p()
        # Kept here: Carbon calls it for as long as the handler is installed.
        self._called = _Handler(self._hear)

    def take(self, chord: Chord, description: str) -> None:
        """Register the keys; the answer comes at once."""
        self.release()
        carbon = self._carbon
        target = carbon.GetApplicationEventTarget()
        kind = _Kind(_KEYBOARD, _PRESSED)
        status = carbon.InstallEventHandler(
            target, self._called, 1, ctypes.byref(kind), None, ctypes.byref(self._handler)
        )
        if status == 0:
            status = carbon.RegisterEventHotKey(
                chord.mac_key, modifiers(chord), _Id(_SIGNATURE, 1), target, 0,
                ctypes.byref(self._key),
            )  # fmt: skip
        if status == 0:
            self.settled.emit("works", "")
            return
        self.release()
        self.settled.emit("taken" if status == _EXISTS else "failed", f"macOS error {status}")

    def release(self) -> None:
        """Give the keys back."""
        if self._key:
            self._carbon.UnregisterEventHotKey(self._key)
            self._key = c_void_p()
        if self._handler:
            self._carbon.RemoveEventHandler(self._handler)
            self._handler = c_void_p()

    def _hear(self, _caller: object, _event: object, _data: object) -> int:
        self.pressed.emit("")
        return 0


def modifiers(chord: Chord) -> int:
    """Return the modifiers as Carbon wants them; Qt calls the Command key Control on a Mac."""
    return (
        _COMMAND * chord.control
        | _OPTION * chord.alt
        | _SHIFT * chord.shift
        | _CONTROL * chord.meta
    )


def _declared(carbon: Any) -> Any:
    carbon.GetApplicationEventTarget.restype = c_void_p
    carbon.GetApplicationEventTarget.argtypes = []
    carbon.InstallEventHandler.restype = c_int32
    carbon.InstallEventHandler.argtypes = [
        c_void_p, _Handler, ctypes.c_ulong, POINTER(_Kind), c_void_p, POINTER(c_void_p),
    ]  # fmt: skip
    carbon.RegisterEventHotKey.restype = c_int32
    carbon.RegisterEventHotKey.argtypes = [
        c_uint32, c_uint32, _Id, c_void_p, c_uint32, POINTER(c_void_p),
    ]  # fmt: skip
    carbon.UnregisterEventHotKey.restype = c_int32
    carbon.UnregisterEventHotKey.argtypes = [c_void_p]
    carbon.RemoveEventHandler.restype = c_int32
    carbon.RemoveEventHandler.argtypes = [c_void_p]
    return carbon
