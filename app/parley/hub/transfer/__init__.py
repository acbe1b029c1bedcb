"""The transfer of one file: resumable, verified, and gentle to the disk and to the hub."""

from parley.hub.transfer.fetching import discard, fetch, received
from parley.hub.transfer.limit import SpeedLimit
from parley.hub.transfer.part import part_path
from parley.hub.transfer.values import Fetched, Patience, Progress

__all__ = [
    "Fetched",
    "Patience",
    "Progress",
    "SpeedLimit",
    "discard",
    "fetch",
    "part_path",
    "received",
]
