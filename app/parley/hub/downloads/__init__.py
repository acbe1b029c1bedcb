"""The queue of downloads: what is fetched from a hub, in which order, and how far it is."""

from parley.hub.downloads.plan import build_called, content_of, no_build, plan
from parley.hub.downloads.queue import DownloadQueue
from parley.hub.downloads.values import (
    Download,
    DownloadPlan,
    FinishedFile,
    Live,
    Stage,
    State,
    Trouble,
)

__all__ = [
    "Download",
    "DownloadPlan",
    "DownloadQueue",
    "FinishedFile",
    "Live",
    "Stage",
    "State",
    "Trouble",
    "build_called",
    "content_of",
    "no_build",
    "plan",
]
