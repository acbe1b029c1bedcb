"""Pictures of downloads: what is asked before one, the list of all, the line below, the end."""

from __future__ import annotations

import time
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from gallery import chat
from gallery.stage import Stage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from parley.discover.downloads import Item
    from parley.discover.downloads import Stage as Does
    from parley.discover.fetching import Closed, Prepared
    from parley.hub.downloads import DownloadPlan
    from parley.ui.main_window import MainWindow

_GB = 10**9
_HUB = "https://huggingface.co"
_NAME = "Llama 3.2 3B Instruct"


def downloads(stage: Stage) -> QWidget:
    """The list, with one in each state."""
    window = _with_downloads(stage)
    window.downloads.open()
    shown = window.downloads.shown
    assert shown is not None
    shown.resize(620, 620)
    shown.select(4)
    stage.wait()
    return shown


def downloads_empty(stage: Stage) -> QWidget:
    """Nothing is being downloaded, and nothing was."""
    stage.window.downloads.open()
    stage.wait()
    assert stage.window.downloads.shown is not None
    return stage.window.downloads.shown


def downloads_line(stage: Stage) -> QWidget:
    """One is under way, and another is there."""
    window = _with_downloads(stage)
    bridge = window.windows.downloads
    bridge.finished.emit(bridge.items[-1])
    stage.wait()
    return window


def downloads_chosen(stage: Stage) -> QWidget:
    """The list of models, with one that is on its way."""
    window = _with_downloads(stage)
    window.page.picking.show("llama 3.2")
    popup = window.page.picking.popup
    assert popup is not None
    stage.until(lambda: popup.rows.rowCount() > 1)
    return window


def fetch_looking(stage: Stage) -> QWidget:
    """A model is being looked up."""
    return _dialog(stage, None)


def fetch(stage: Stage) -> QWidget:
    """All that must be known before a download."""
    return _dialog(stage, _prepared(stage))


def fetch_gated(stage: Stage) -> QWidget:
    """What opens a repository that is not open to everyone."""
    return _dialog(stage, _closed())


def fetch_offline(stage: Stage) -> QWidget:
    """The hub may not be asked."""
    from parley.core.errors import ParleyError

    return _dialog(
        stage,
        ParleyError(
            "offline",
            "Parley did not connect to huggingface.co, because it is offline.",
            safe="Nothing was sent.",
            hint="Turn offline mode off in the settings, and try again.",
        ),
    )


STATES = (
    downloads,
    downloads_empty,
    downloads_line,
    downloads_chosen,
    fetch_looking,
    fetch,
    fetch_gated,
    fetch_offline,
)


def _with_downloads(stage: Stage) -> MainWindow:
    from parley.hub.downloads import Live, Trouble

    window = chat.conversation(stage)
    bridge = window.windows.downloads
    bridge.opened = True
    full = Trouble(
        "disk_full",
        "The download stopped: the disk is full.",
        "3.1 GB are kept.",
        "Free 1.8 GB, then resume it.",
    )
    damaged = Trouble(
        "download_wrong_hash",
        "“Qwen3-8B-Q5_K_M.gguf” came damaged twice: its hash is not the one that huggingface.co"
        " lists.",
        "What came was removed, so that nobody uses it.",
        "Try again later or through another network; if it stays so, choose another file.",
    )
    for item in (
        _item(1, _NAME, 2.0, 1.24, "running", live=Live("fetching", 1, 5.3e6, 144.0)),
        _item(2, "Mistral 7B Instruct v0.3", 4.4, 0, "waiting", state="queued"),
        _item(3, "Mistral Small 3.2 24B", 14.3, 3.1, "paused", state="paused", error=full),
        _item(4, "Qwen3 8B", 5.9, 0.4, "failed", state="failed", error=damaged),
        _item(5, "Gemma 3 4B", 2.5, 2.5, "checking", live=Live("checking")),
        _item(6, "Phi 4 mini", 2.5, 2.5, "done", state="done"),
    ):
        bridge._heard(item)
    stage.wait()
    return window


def _item(number: int, title: str, size: float, received: float, does: Does, **more: Any) -> Item:
    from parley.discover.downloads import Item
    from parley.hub.downloads import Download

    more.setdefault("state", "running")
    made = Download(
        id=number,
        plan=_plan(title, size),
        position=number,
        received=round(received * _GB),
        **more,
    )
    return Item(made, does, title, Path("/models/model.gguf"))


def _plan(title: str, size: float) -> DownloadPlan:
    from parley.hub import RemoteFile
    from parley.hub.downloads import DownloadPlan

    repo = f"bartowski/{title.replace(' ', '-')}-GGUF"
    file = RemoteFile(f"{title}-Q4_K_M.gguf", round(size * _GB), "b" * 40, "c" * 64)
    now = time.time()
    return DownloadPlan(_HUB, repo, "main", "a" * 40, "", "llama3.2", "Q4_K_M", (file,), now)


def _prepared(stage: Stage) -> Prepared:
    from parley.discover.acceptances import Acceptance
    from parley.discover.choosing import Chosen
    from parley.discover.fetching import Prepared, ToAccept
    from parley.discover.licences import Licences
    from parley.hub.known import Holding

    licence = stage.program.catalog.licence_named("llama3.2")
    assert licence is not None
    plan = _plan(_NAME, 2.0)
    wanted = Acceptance(licence.id, licence.name, plan.repo, licence.url, "d" * 64)
    return Prepared(
        Chosen(
            plan,
            ("It runs on the processor, with about 11 tokens/s and 8,192 tokens of context.",),
            licences=Licences((Holding(licence.name, licence, (_NAME,)),), seems_llama=False),
            verdict="cpu",
        ),
        host="huggingface.co",
        page=f"{_HUB}/{plan.repo}",
        space=round(41.3 * _GB),
        to_accept=(ToAccept(wanted, "Llama 3.2 Community License Agreement …"),),
    )


def _closed() -> Closed:
    from parley.core.errors import ParleyError
    from parley.discover.fetching import Closed
    from parley.hub import Terms

    repo = "meta-llama/Llama-3.2-3B"
    return Closed(
        ParleyError(
            "hub_gated",
            f"The files of “{repo}” are only for people who accepted its terms.",
            hint=f"Accept them at {_HUB}/{repo}.",
        ),
        "token",
        repo,
        "huggingface.co",
        f"{_HUB}/{repo}",
        f"{_HUB}/settings/tokens",
        Terms(
            prompt="LLAMA 3.2 COMMUNITY LICENSE AGREEMENT\n\nLlama 3.2 Version Release Date:"
            " September 25, 2024\n\n“Agreement” means the terms and conditions for use …"
        ),
    )


def _dialog(stage: Stage, found: object) -> QWidget:
    """Return the dialog with what the hub is said to say; None is nothing yet."""
    from parley.ui.downloads.ask import FetchDialog

    def look_up(_target: str, *, stop: Any, **_: object) -> object:
        if isinstance(found, Exception):
            raise found
        if found is None:
            stop.wait()
        return found

    window = stage.window
    services: Any = SimpleNamespace(
        paths=stage.program.paths, fetching=SimpleNamespace(look_up=look_up)
    )
    bridge = window.windows.downloads
    dialog = FetchDialog(services, bridge, "", _NAME, window.windows.look, window.icons, window)
    dialog.show()
    if found is not None:
        stage.until(lambda: dialog.stage != "looking")
    stage.wait()
    return dialog
