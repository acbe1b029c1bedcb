"""What the operating system has to bring: a display, Qt's libraries, a font, a compiler.

The libraries are those that Qt's files link to and neither PySide6 nor a bare Debian brings.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from parley_setup import processes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from parley_setup.console import Console

# Library → Debian's package. Newer releases that renamed one still provide the old name.
QT_LIBRARIES: Mapping[str, str] = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libdrm.so.2": "libdrm2",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libwayland-server.so.0": "libwayland-server0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libzstd.so.1": "libzstd1",
    "libz.so.1": "zlib1g",
}
# The engine's libraries link to these, also in the prebuilt wheels.
ENGINE_LIBRARIES: Mapping[str, str] = {
    "libgomp.so.1": "libgomp1",
    "libstdc++.so.6": "libstdc++6",
}
LIBRARIES: Mapping[str, str] = {**QT_LIBRARIES, **ENGINE_LIBRARIES}

_ARCH_PACKAGES: Mapping[str, str] = {
    "libEGL.so.1": "libglvnd",
    "libGL.so.1": "libglvnd",
    "libX11.so.6": "libx11",
    "libX11-xcb.so.1": "libx11",
    "libbrotlicommon.so.1": "brotli",
    "libbrotlidec.so.1": "brotli",
    "libdbus-1.so.3": "dbus",
    "libdrm.so.2": "libdrm",
    "libfontconfig.so.1": "fontconfig",
    "libfreetype.so.6": "freetype2",
    "libglib-2.0.so.0": "glib2",
    "libgomp.so.1": "gcc-libs",
    "libgssapi_krb5.so.2": "krb5",
    "libstdc++.so.6": "gcc-libs",
    "libgthread-2.0.so.0": "glib2",
    "libwayland-client.so.0": "wayland",
    "libwayland-cursor.so.0": "wayland",
    "libwayland-egl.so.1": "wayland",
    "libwayland-server.so.0": "wayland",
    "libxcb-cursor.so.0": "xcb-util-cursor",
    "libxcb-icccm.so.4": "xcb-util-wm",
    "libxcb-image.so.0": "xcb-util-image",
    "libxcb-keysyms.so.1": "xcb-util-keysyms",
    "libxcb-render-util.so.0": "xcb-util-renderutil",
    "libxcb-util.so.1": "xcb-util",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11",
    "libxkbcommon.so.0": "libxkbcommon",
    "libzstd.so.1": "zstd",
    "libz.so.1": "zlib",
}
# Program → Debian's package, for the tests only.
TEST_PROGRAMS: Mapping[str, str] = {
    "Xvfb": "xvfb",
    "at-spi-bus-launcher": "at-spi2-core",
    "dbus-daemon": "dbus",
    "dbus-run-session": "dbus",
    "gnome-keyring-daemon": "gnome-keyring",
    "setxkbmap": "x11-xkb-utils",
    "xdotool": "xdotool",
}
# Where systems keep programs that are started by others only.
_INNER_FOLDERS = ("/usr/libexec", "/usr/lib", "/usr/lib/at-spi2-core")
FONT = "a font"
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


def has_display(platform: str, env: Mapping[str, str]) -> bool:
    """Return whether a window can be shown, or was asked to be drawn elsewhere than on a screen."""
    if platform in {"win32", "darwin"}:
        return True
    return any(env.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def missing(names: Iterable[str], loads: Callable[[str], bool] | None = None) -> list[str]:
    """Return which of these libraries this computer lacks (Linux; none elsewhere)."""
    if sys.platform != "linux":
        return []
    check = loads or _loads
    return [name for name in names if not (has_font() if name == FONT else check(name))]


def missing_programs(names: Iterable[str]) -> list[str]:
    """Return which of these programs this computer lacks (Linux; none elsewhere)."""
    if sys.platform != "linux":
        return []
    folders = os.pathsep.join([os.environ.get("PATH", os.defpath), *_INNER_FOLDERS])
    return [name for name in names if shutil.which(name, path=folders) is None]


def lacking(*, tests: bool) -> list[str]:
    """Return all libraries, and programs where the tests are to run, that this computer lacks."""
    programs = TEST_PROGRAMS if tests else {}
    return missing([*LIBRARIES, FONT]) + missing_programs(programs)


def has_font() -> bool:
    """Return whether there is any font that Qt can use; without one every letter is a box."""
    for folder in _FONT_FOLDERS:
        for _, _, files in os.walk(Path(folder).expanduser()):
            if any(name.lower().endswith((".ttf", ".otf", ".ttc", ".pfb")) for name in files):
                return True
    return False


def distribution(os_release: str) -> set[str]:
    """Return the names that /etc/os-release gives this system and those it is like."""
    found: set[str] = set()
    for line in os_release.splitlines():
        key, _, value = line.partition("=")
        if key in {"ID", "ID_LIKE"}:
            found.update(value.strip().strip("\"'").split())
    return found


def this_distribution() -> set[str]:
    """Return `distribution` of this computer; empty where there is none."""
    try:
        return distribution(Path("/etc/os-release").read_text(encoding="utf-8"))
    except OSError:
        return set()


def debian_packages(names: Iterable[str]) -> list[str]:
    """Return Debian's packages for libraries and programs, each once, in order of names."""
    table = {**LIBRARIES, **TEST_PROGRAMS, FONT: "fonts-dejavu-core", "g++": "g++"}
    return sorted({table[name] for name in names})


def command(names: Iterable[str], like: set[str]) -> str:
    """Return the one command that installs libraries and programs, or a sentence with names."""
    wanted = list(names)
    if like & {"debian", "ubuntu"}:
        return "sudo apt-get install --yes " + " ".join(debian_packages(wanted))
    if like & {"fedora", "rhel", "suse", "opensuse"}:
        # These systems find a package by the library it holds.
        tool = "dnf" if like & {"fedora", "rhel"} else "zypper"
        others = {FONT: "dejavu-sans-fonts", "g++": "gcc-c++", "Xvfb": "/usr/bin/Xvfb"}
        others |= {"at-spi-bus-launcher": "at-spi2-core"}
        items = [
            f"'{name}()(64bit)'" if ".so." in name else others.get(name, f"/usr/bin/{name}")
            for name in wanted
        ]
        return f"sudo {tool} install " + " ".join(items)
    if "arch" in like:
        others = {FONT: "ttf-dejavu", "g++": "gcc", "Xvfb": "xorg-server-xvfb"}
        others |= {"dbus-run-session": "dbus", "gnome-keyring-daemon": "gnome-keyring"}
        others |= {"at-spi-bus-launcher": "at-spi2-core", "dbus-daemon": "dbus"}
        others |= {"setxkbmap": "xorg-setxkbmap", "xdotool": "xdotool"}
        table = {**_ARCH_PACKAGES, **others}
        packages = sorted({table.get(name, "libxcb") for name in wanted})
        return "sudo pacman -S --needed " + " ".join(packages)
    return "(with the system's package manager) " + ", ".join(wanted)


def can_install() -> bool:
    """Return whether packages can be installed without asking: root on Debian or a kin of it."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    return bool(this_distribution() & {"debian", "ubuntu"})


def install(packages: Iterable[str], log: Path, console: Console) -> bool:
    """Install Debian packages with apt-get, and return whether that went well."""
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    wait = ["apt-get", "-o", "DPkg::Lock::Timeout=300"]
    text = "reading the list of system packages"

    def take(line: str) -> None:
        nonlocal text
        first, _, rest = line.partition(" ")
        if first in {"Unpacking", "Setting"}:
            text = "installing " + rest.removeprefix("up ").split(" ")[0].split(":")[0]

    def run(arguments: list[str]) -> int:
        tick: Callable[[], None] = lambda: console.progress(text)  # noqa: E731
        try:
            code, _ = processes.stream(
                [*wait, *arguments], env=env, log=log, on_line=take, on_tick=tick
            )
        except OSError:
            return 1
        return code

    # Without an update the lists may be old or empty; a failed one may still leave usable lists.
    run(["update"])
    return run(["install", "--yes", "--no-install-recommends", *packages]) == 0


def has_compiler() -> bool:
    """Return whether a C++ compiler is to be found the way CMake looks for it."""
    if sys.platform == "win32":
        return _visual_studio() or any(shutil.which(name) for name in ("cl", "g++", "clang++"))
    names = [os.environ.get("CXX", "").split(" ")[0], "c++", "g++", "clang++"]
    return any(name and shutil.which(name) for name in names)


def compiler_hint() -> str:
    """Return how to get a C++ compiler on this system."""
    if sys.platform == "win32":
        how = "Install Visual Studio Build Tools with “Desktop development with C++”"
    elif sys.platform == "darwin":
        how = "Run: xcode-select --install"
    else:
        how = "Install one: " + command(["g++"], this_distribution())
    return f"{how}; then run this command again."


def _visual_studio() -> bool:
    base = os.environ.get("ProgramFiles(x86)", r"C:\Program Files (x86)")  # noqa: SIM112
    return (Path(base) / "Microsoft Visual Studio" / "Installer" / "vswhere.exe").exists()


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
