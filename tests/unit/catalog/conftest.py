"""The real catalogue, and the scripts that keep it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from parley.catalog import Catalog

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "scripts"))


@pytest.fixture(scope="session")
def catalog_path() -> Path:
    """Return the file that Parley is shipped with."""
    return ROOT / "resources" / "catalog.json"


@pytest.fixture(scope="session")
def catalog(catalog_path: Path) -> Catalog:
    """Return the catalogue that Parley is shipped with."""
    return Catalog.load(catalog_path)
