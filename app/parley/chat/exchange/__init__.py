"""Conversations to files and back: Markdown, HTML and JSON; other programs' exports are read."""

from parley.chat.exchange.exporting import Exporter
from parley.chat.exchange.importing import Importer
from parley.chat.exchange.values import Exported, ExportFormat, Imported, LeftOut

__all__ = ["ExportFormat", "Exported", "Exporter", "Imported", "Importer", "LeftOut"]
