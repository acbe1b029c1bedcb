"""The command line: a thin file per command group over the same core as the windows."""

from parley.cli.main import main
from parley.cli.services import Services

__all__ = ["Services", "main"]
