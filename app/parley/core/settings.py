"""What the person chose, as one typed value, and the JSON file that keeps it.

A file is never lost: a newer one is refused as it is, a damaged one is kept under another name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, get_type_hints

import msgspec

from parley.core.errors import ParleyError
from parley.core.files import disk_full, free_name, is_full, write_atomically

Raw = dict[str, Any]
Upgrade = Callable[[Raw], Raw]

#: Upgrade number i takes the content of a file of version i + 1 to version i + 2, and is pure.
UPGRADES: tuple[Upgrade, ...] = ()

VERSION = 1 + len(UPGRADES)


class Settings(msgspec.Struct, frozen=True):
    """The person's choices. Change one with `msgspec.structs.replace`.

    Attributes:
        version: of the file's format; set by `SettingsFile`.
        theme: colours of the windows.
        density: how much room there is between things.
        text_zoom: size of messages in percent of the usual one.
        fonts: those that come with Parley, or the system's own.
        tray: an icon among the system's, which keeps the program there without a window.
        quick_ask_shortcut: keys that open the quick-ask window in any program; "" is none.
        language: of the windows; `system` takes the system's where Parley speaks it.
        offline: no connection but to this computer itself.
        model: the model for new conversations: a path, a name, or `starter`.
        load: load options that differ from the engine's own, by name.
        sampling: sampling options that differ from the engine's own, by name.
        system_prompt: for new conversations.
        context_policy: what to do when a conversation no longer fits the context window.
        titles: of conversations: their first words, or words of the model once it is idle.
        find_models_elsewhere: look for models in other programs' folders too.
        idle_unload: seconds without work after which a model is unloaded; 0 is never.
        download_limit: bytes per second that all downloads together may take; 0 is no limit.
        download_connections: connections to the hub for each file, at most.
        send_with: the key that sends a message; Shift and Enter always begin a line.
        attach_over: characters from which a paste becomes an attachment; 0 is never.
        windows: what each window remembers of its place and size, by its name; opaque text.
    """

    version: int = VERSION
    theme: Literal["system", "light", "dark"] = "system"
    density: Literal["comfortable", "compact"] = "comfortable"
    text_zoom: Annotated[int, msgspec.Meta(ge=50, le=300)] = 100
    fonts: Literal["bundled", "system"] = "bundled"
    tray: bool = False
    quick_ask_shortcut: Annotated[str, msgspec.Meta(max_length=100)] = "Ctrl+Alt+Space"
    language: Literal["system", "en", "de", "fr"] = "system"
    offline: bool = False
    model: Annotated[str, msgspec.Meta(min_length=1, max_length=4096)] = "starter"
    load: dict[str, Any] = {}
    sampling: dict[str, Any] = {}
    system_prompt: Annotated[str, msgspec.Meta(max_length=100_000)] = ""
    context_policy: Literal["ask", "trim_oldest", "stop"] = "ask"
    titles: Literal["words", "model"] = "model"
    idle_unload: Annotated[float, msgspec.Meta(ge=0, le=604_800)] = 900.0
    download_limit: Annotated[int, msgspec.Meta(ge=0, le=10**12)] = 0
    download_connections: Annotated[int, msgspec.Meta(ge=1, le=16)] = 4
    find_models_elsewhere: bool = True
    send_with: Literal["enter", "ctrl_enter"] = "enter"
    attach_over: Annotated[int, msgspec.Meta(ge=0, le=10**9)] = 2000
    windows: dict[str, str] = {}


#: What each setting may be, as the end of "It must be …".
_ALLOWED = {
    "theme": "system, light or dark",
    "density": "comfortable or compact",
    "text_zoom": "a number of percent from 50 to 300",
    "fonts": "bundled or system",
    "tray": "true or false",
    "quick_ask_shortcut": "keys such as Ctrl+Alt+Space, or nothing",
    "language": "system, en, de or fr",
    "offline": "true or false",
    "model": "a path, the name of a model, or starter",
    "load": "a list of load options by name",
    "sampling": "a list of sampling options by name",
    "system_prompt": "a text of at most 100,000 characters",
    "context_policy": "ask, trim_oldest or stop",
    "titles": "words or model",
    "idle_unload": "a number of seconds from 0 (never) to 604,800 (a week)",
    "find_models_elsewhere": "true or false",
    "download_limit": "a number of bytes per second from 0 (no limit) to 1,000,000,000,000",
    "download_connections": "a number from 1 to 16",
    "send_with": "enter or ctrl_enter",
    "attach_over": "a number of characters from 0 (never) to 1,000,000,000",
    "windows": "a list of texts by window",
}


def problems(values: Raw) -> dict[str, str]:
    """Return what is wrong with settings read or typed: a sentence per name, {} if all is well."""
    types = get_type_hints(Settings, include_extras=True)
    found: dict[str, str] = {}
    for name, value in values.items():
        if name == "version":
            continue
        if name not in types:
            found[name] = f"There is no setting called {name}."
            continue
        try:
            msgspec.convert(value, types[name])
        except msgspec.ValidationError:
            shown = msgspec.json.encode(value).decode()
            shown = shown if len(shown) <= 60 else f"{shown[:59]}…"
            found[name] = f"The setting {name} cannot be {shown}. It must be {_ALLOWED[name]}."
    return found


def upgraded(raw: Raw, upgrades: Sequence[Upgrade] = UPGRADES) -> Raw:
    """Return the content of an older file as this version writes it; `raw` is left alone."""
    content = dict(raw)
    for number in range(_version(content), 1 + len(upgrades)):
        content = upgrades[number - 1](dict(content))
        content["version"] = number + 1
    return content


def _version(raw: Raw) -> int:
    """Return the version a file states. One without it, typed by hand, is of the first."""
    version = raw.get("version", 1)
    if type(version) is not int or version < 1:
        raise ValueError(f"version {version!r}")
    return version


class SettingsFile:
    """The file of the settings. Not locked: of two windows, the last to save is kept.

    Attributes:
        notices: what the last `load()` has to say to the person, a sentence or two each.
    """

    def __init__(self, path: Path, *, upgrades: Sequence[Upgrade] = UPGRADES) -> None:
        self._path = path
        self._upgrades = tuple(upgrades)
        self._fresh: tuple[object, Settings] | None = None
        self.notices: tuple[str, ...] = ()

    def load(self) -> Settings:
        """Return the settings; the defaults where there is no file.

        A damaged file, or one with a value that is not allowed, is kept under another name; the
        defaults take the place of what could not be used, and `notices` says so.

        Raises:
            ParleyError: `settings_newer`, `settings_unreadable`. The file is as it was.
        """
        self.notices = ()
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return self._stamped({})
        except OSError as error:
            raise self._unreadable(error) from error
        try:
            raw = msgspec.json.decode(data, type=Raw)
            version = _version(raw)
        except (ValueError, msgspec.DecodeError):
            defaults = self._stamped({})
            self._set_aside("The settings file is damaged, so the defaults are used.", defaults)
            return defaults
        self._refuse_newer(version)
        content = upgraded(raw, self._upgrades)
        wrong = problems(content)
        settings = self._stamped({key: value for key, value in content.items() if key not in wrong})
        if wrong:
            sentences = " ".join(wrong.values())
            self._set_aside(
                f"{sentences} This was left out; your other settings are used.", settings
            )
        return settings

    def fresh(self) -> Settings:
        """Return the settings as another window or terminal may have changed them meanwhile.

        The file is read only if it is another one than the last time. Raises as `load`.
        """
        try:
            status = self._path.stat()
            stamp: object = (status.st_mtime_ns, status.st_size, status.st_ino)
        except OSError:
            stamp = None
        if self._fresh is None or self._fresh[0] != stamp:
            self._fresh = stamp, self.load()
        return self._fresh[1]

    def save(self, settings: Settings) -> None:
        """Replace the file, whole or not at all.

        Raises:
            ParleyError: `settings_invalid`, `settings_newer`, `settings_unwritable`, `disk_full`.
                The file is as it was.
        """
        content = msgspec.to_builtins(settings)
        content["version"] = 1 + len(self._upgrades)
        wrong = problems(content)
        if wrong:
            raise ParleyError(
                "settings_invalid",
                " ".join(wrong.values()),
                safe="The settings are as they were.",
                hint="Choose another value.",
            )
        self._refuse_newer(self._version_on_disk())
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._write(content)
        except OSError as error:
            if is_full(error):
                raise disk_full(self._path) from error
            raise ParleyError(
                "settings_unwritable",
                f"The settings could not be saved to {self._path}"
                f" ({error.strerror or type(error).__name__}).",
                safe="The settings saved before are still there.",
                hint="Make that folder writable and try again.",
            ) from error

    def _stamped(self, content: Raw) -> Settings:
        return msgspec.convert({**content, "version": 1 + len(self._upgrades)}, Settings)

    def _version_on_disk(self) -> int:
        try:
            return _version(msgspec.json.decode(self._path.read_bytes(), type=Raw))
        except (OSError, ValueError, msgspec.DecodeError):
            return 1  # nothing there that a newer Parley wrote

    def _refuse_newer(self, version: int) -> None:
        known = 1 + len(self._upgrades)
        if version > known:
            raise ParleyError(
                "settings_newer",
                f"The settings in {self._path} were written by a newer Parley (version {version};"
                f" this one knows up to {known}).",
                safe="The file was left as it is.",
                hint="Update Parley, or move the file away to start with the defaults.",
            )

    def _unreadable(self, error: OSError) -> ParleyError:
        return ParleyError(
            "settings_unreadable",
            f"The settings in {self._path} could not be read"
            f" ({error.strerror or type(error).__name__}).",
            safe="The file was left as it is.",
            hint="Make the file readable, or move it away to start with the defaults.",
        )

    def _write(self, content: Any) -> None:
        text = msgspec.json.format(msgspec.json.encode(content), indent=2)
        write_atomically(self._path, text + b"\n")

    def _set_aside(self, what: str, settings: Settings) -> None:
        """Keep the file under another name, put `settings` in its place, and say so."""
        aside = free_name(self._path.parent, f"{self._path.stem}.kept", self._path.suffix)
        kept = "The file was left as it is."
        try:
            self._path.rename(aside)  # needs no room on the disk
            kept = f"The file as it was is kept as {aside}."
            self._write(settings)
        except OSError:
            pass  # the next save tries again; what the file held is in one of the two places
        self.notices = (*self.notices, f"{what} {kept}")
