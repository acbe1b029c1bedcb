"""What the operating system has to bring, and the one command that brings it."""

from __future__ import annotations

import re
import struct
import sys
from pathlib import Path

import pytest

from parley_setup import system

_DEBIAN = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n'
_MINT = 'NAME="Linux Mint"\nID=linuxmint\nID_LIKE="ubuntu debian"\n'
_FEDORA = 'NAME="Fedora Linux"\nID=fedora\n'
_SUSE = 'ID="opensuse-tumbleweed"\nID_LIKE="opensuse suse"\n'
_ARCH = "NAME='Arch Linux'\nID=arch\n"


@pytest.mark.parametrize(
    ("platform", "env", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, True),
        ("freebsd14", {}, False),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_where_a_window_can_be_shown(platform: str, env: dict[str, str], expected: bool) -> None:
    assert system.has_display(platform, env) is expected


@pytest.mark.parametrize(
    ("os_release", "command"),
    [
        (_DEBIAN, "sudo apt-get install --yes libegl1 libxcb-cursor0 xvfb"),
        (_MINT, "sudo apt-get install --yes libegl1 libxcb-cursor0 xvfb"),
        (
            _FEDORA,
            "sudo dnf install 'libEGL.so.1()(64bit)' 'libxcb-cursor.so.0()(64bit)' /usr/bin/Xvfb",
        ),
        (
            _SUSE,
            "sudo zypper install 'libEGL.so.1()(64bit)' 'libxcb-cursor.so.0()(64bit)' "
            "/usr/bin/Xvfb",
        ),
        (_ARCH, "sudo pacman -S --needed libglvnd xcb-util-cursor xorg-server-xvfb"),
        ("", "(with the system's package manager) libEGL.so.1, libxcb-cursor.so.0, Xvfb"),
    ],
)
def test_one_command_installs_what_is_missing(os_release: str, command: str) -> None:
    names = ["libEGL.so.1", "libxcb-cursor.so.0", "Xvfb"]
    assert system.command(names, system.distribution(os_release)) == command


def test_every_need_has_a_package() -> None:
    everything = [*system.LIBRARIES, *system.TEST_PROGRAMS, system.FONT, "g++"]
    assert system.debian_packages(everything)
    assert all(re.fullmatch(r"[a-z0-9.+-]+", p) for p in system.debian_packages(everything))


def test_only_what_does_not_load_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert system.missing(["liba", "libb"], lambda name: name == "liba") == ["libb"]
    monkeypatch.setattr(sys, "platform", "darwin")
    assert system.missing(["liba", "libb"], lambda name: False) == []


def _linked(file: Path) -> set[str]:
    """Return the libraries that an ELF file (64 bits) names itself, not those they name in turn."""
    data = file.read_bytes()
    (sections,) = struct.unpack_from("<Q", data, 0x28)
    size, count = struct.unpack_from("<HH", data, 0x3A)
    # Of each: type, offset, bytes, index of the section with its strings.
    headers = [
        struct.unpack_from("<4xI16xQQI", data, sections + size * index) for index in range(count)
    ]
    found = set()
    for kind, offset, length, strings in headers:
        if kind != 6:  # SHT_DYNAMIC
            continue
        for tag, value in struct.iter_unpack("<QQ", data[offset : offset + length]):
            if tag == 1:  # DT_NEEDED
                start = headers[strings][1] + value
                found.add(data[start : data.index(b"\0", start)].decode())
    return found


def _qt_files() -> list[Path]:
    if sys.platform != "linux":
        return []
    import PySide6

    qt = Path(PySide6.__file__).parent / "Qt"
    used = ("Core", "Gui", "Widgets", "DBus", "Svg", "Network", "XcbQpa", "WaylandClient", "OpenGL")
    plugins = ("platforms/libqxcb", "platforms/libqoffscreen", "platforms/libqwayland")
    return [
        *(qt / "lib" / f"libQt6{name}.so.6" for name in used),
        *(qt / "plugins" / f"{name}.so" for name in plugins),
        *(qt / "plugins").glob("imageformats/*.so"),
        *(qt / "plugins").glob("xcbglintegrations/*.so"),
        *(qt / "plugins").glob("platforminputcontexts/*.so"),
        *(qt / "plugins").glob("wayland-*/*.so"),
        *(qt / "plugins").glob("tls/*.so"),
    ]


def test_every_library_that_qt_links_is_looked_for() -> None:
    # Brought by PySide6 itself, or by the C library and the compiler of any Linux.
    brought = re.compile(
        r"lib(Qt6|icu|pyside|shiboken).*|lib(c|m|dl|pthread|rt|gcc_s|resolv)\.so.*"
    )
    linked = {name for file in _qt_files() for name in _linked(file)}
    linked = {name for name in linked if not brought.fullmatch(name) and "ld-linux" not in name}
    assert linked <= system.LIBRARIES.keys()
