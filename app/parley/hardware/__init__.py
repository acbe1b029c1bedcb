"""What this machine has: memory, processor, disks, and the devices the engine can use."""

from parley.hardware.described import described
from parley.hardware.detection import Query, detect
from parley.hardware.remembered import remembered
from parley.hardware.system import LocalSystem, System
from parley.hardware.values import Machine

__all__ = ["LocalSystem", "Machine", "Query", "System", "described", "detect", "remembered"]
