"""Keys that are pressed together, and what each system calls them."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

_Modifier = Qt.KeyboardModifier

#: Keys that have a name, as Qt calls them: their X keysym and its name, the virtual-key code of
#: Windows (winuser.h), and that of a Mac's keyboard (Carbon's Events.h).
_NAMED: dict[Qt.Key, tuple[int, str, int, int]] = {
    Qt.Key.Key_Space: (0x20, "space", 0x20, 0x31),
    Qt.Key.Key_Return: (0xFF0D, "Return", 0x0D, 0x24),
    Qt.Key.Key_Tab: (0xFF09, "Tab", 0x09, 0x30),
    Qt.Key.Key_Escape: (0xFF1B, "Escape", 0x1B, 0x35),
    Qt.Key.Key_Backspace: (0xFF08, "BackSpace", 0x08, 0x33),
    Qt.Key.Key_Insert: (0xFF63, "Insert", 0x2D, 0x72),
    Qt.Key.Key_Delete: (0xFFFF, "Delete", 0x2E, 0x75),
    Qt.Key.Key_Home: (0xFF50, "Home", 0x24, 0x73),
    Qt.Key.Key_End: (0xFF57, "End", 0x23, 0x77),
    Qt.Key.Key_PageUp: (0xFF55, "Page_Up", 0x21, 0x74),
    Qt.Key.Key_PageDown: (0xFF56, "Page_Down", 0x22, 0x79),
    Qt.Key.Key_Left: (0xFF51, "Left", 0x25, 0x7B),
    Qt.Key.Key_Up: (0xFF52, "Up", 0x26, 0x7E),
    Qt.Key.Key_Right: (0xFF53, "Right", 0x27, 0x7C),
    Qt.Key.Key_Down: (0xFF54, "Down", 0x28, 0x7D),
}
#: Where letters, digits and F-keys lie on a Mac's keyboard: codes of places, not of signs.
_MAC_LETTERS = dict(
    zip("ASDFHGZXCV", range(10), strict=True),
    B=0x0B, Q=0x0C, W=0x0D, E=0x0E, R=0x0F, Y=0x10, T=0x11, O=0x1F, U=0x20, I=0x22, P=0x23,
    L=0x25, J=0x26, K=0x28, N=0x2D, M=0x2E,
)  # fmt: skip
_MAC_DIGITS = dict(
    zip("1234657980", (0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x1A, 0x19, 0x1C, 0x1D), strict=True)
)
_MAC_F = (0x7A, 0x78, 0x63, 0x76, 0x60, 0x61, 0x62, 0x64, 0x65, 0x6D, 0x67, 0x6F)


class Chord(msgspec.Struct, frozen=True):
    """Modifiers and one key.

    Attributes:
        control, alt, shift, meta: as Qt names them: on a Mac, `control` is the Command key.
        keysym, keysym_name: the key in the X window system and in the portals of Linux.
        virtual_key: the key on Windows.
        mac_key: the key on a Mac.
    """

    control: bool
    alt: bool
    shift: bool
    meta: bool
    keysym: int
    keysym_name: str
    virtual_key: int
    mac_key: int

    @property
    def trigger(self) -> str:
        """The keys as the shortcuts specification of freedesktop.org writes them."""
        parts = [
            name
            for name, held in (
                ("CTRL", self.control),
                ("ALT", self.alt),
                ("SHIFT", self.shift),
                ("LOGO", self.meta),
            )
            if held
        ]
        return "+".join([*parts, self.keysym_name])


def chord_of(text: str) -> Chord | None:
    """Return the keys that `text` names, as `Ctrl+Alt+Space`.

    None where it names none, several one after the other, or such as are needed for writing: a
    letter needs Ctrl, Alt or Meta beside it.
    """
    sequence = QKeySequence(text, QKeySequence.SequenceFormat.PortableText)
    if sequence.count() != 1:
        return None
    combination: QKeyCombination = sequence[0]  # type: ignore[index]
    held, key = combination.keyboardModifiers(), combination.key()
    function = Qt.Key.Key_F1 <= key <= Qt.Key.Key_F12
    free = held & (_Modifier.ControlModifier | _Modifier.AltModifier | _Modifier.MetaModifier)
    codes = _codes(key)
    if codes is None or not (free or function):
        return None
    return Chord(
        bool(held & _Modifier.ControlModifier),
        bool(held & _Modifier.AltModifier),
        bool(held & _Modifier.ShiftModifier),
        bool(held & _Modifier.MetaModifier),
        *codes,
    )


def _codes(key: Qt.Key) -> tuple[int, str, int, int] | None:
    if key in _NAMED:
        return _NAMED[key]
    if Qt.Key.Key_F1 <= key <= Qt.Key.Key_F12:
        number = int(key) - int(Qt.Key.Key_F1)
        return 0xFFBE + number, f"F{number + 1}", 0x70 + number, _MAC_F[number]
    sign = chr(key) if 0x20 <= int(key) < 0x7F else ""
    if sign in _MAC_LETTERS:
        return ord(sign.lower()), sign.lower(), ord(sign), _MAC_LETTERS[sign]
    if sign in _MAC_DIGITS:
        return ord(sign), sign, ord(sign), _MAC_DIGITS[sign]
    return None
