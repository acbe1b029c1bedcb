"""The command: arguments, what is printed, and how it ends."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import msgspec

from catalog_check.live import Finding, HubOutOfReach, check
from catalog_check.text import canonical
from parley.catalog import Catalog, CatalogFile, Model
from parley.catalog.catalog import decoded
from parley.core.errors import ParleyError
from parley.hub import Hub

CATALOG: Final = Path(__file__).resolve().parents[2] / "resources" / "catalog.json"

SAME: Final = 0
DIFFERENT: Final = 1
NOT_CHECKED: Final = 2


def main(argv: Sequence[str] | None = None, *, hub: Hub | None = None) -> int:
    """Run the command. Returns 0 if nothing differs, 1 if something does, 2 if no hub answered.

    Args:
        hub: asked instead of the one that `HF_ENDPOINT` names.
    """
    options = _parser().parse_args(argv)
    try:
        data = options.file.read_bytes()
        file = decoded(data)
        catalog = Catalog(file)
        models = [catalog.find(name) for name in options.model] or list(catalog.models)
    except (OSError, ParleyError) as error:
        print(f"check_catalog: {error}", file=sys.stderr)
        return DIFFERENT
    if options.schema:
        print(json.dumps(msgspec.json.schema(CatalogFile), indent=2))
        return SAME
    if options.write:
        options.file.write_text(canonical(file), encoding="utf-8", newline="\n")
        return SAME
    if canonical(file) != data.decode():
        print(f"{options.file.name} is not written as --write writes it.", file=sys.stderr)
        return DIFFERENT
    if options.here:
        return SAME
    with tempfile.TemporaryDirectory(prefix="parley-catalog-") as folder:
        asked = hub or Hub(Path(folder), token=lambda: os.environ.get("HF_TOKEN"))
        return _compare(catalog, asked, models, options)


def _compare(
    catalog: Catalog, hub: Hub, models: Iterable[Model], options: argparse.Namespace
) -> int:
    def progress(name: str) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[K{name}")

    findings: list[Finding] = []
    try:
        for finding in check(catalog, hub, models, headers=options.headers, progress=progress):
            findings.append(finding)
            if not options.json:
                progress("")
                mark = "≠" if finding.kind == "difference" else "+"
                print(f"{mark} {finding.model}: {finding.repository}: {finding.text}", flush=True)
    except (HubOutOfReach, ParleyError) as error:
        print(f"Not checked: {error}", file=sys.stderr)
        return NOT_CHECKED
    differences = sum(finding.kind == "difference" for finding in findings)
    if options.json:
        print(msgspec.json.encode(findings).decode())
    else:
        progress("")
        print(f"{differences} differences, {len(findings) - differences} things that are news.")
    return DIFFERENT if differences else SAME


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="check_catalog.py",
        description="Compares the catalogue with the hub that HF_ENDPOINT names, or Hugging Face."
        " HF_TOKEN is used where it is set. Ends with 0 if nothing differs, 1 if something does,"
        " 2 if no hub answered.",
    )
    parser.add_argument("model", nargs="*", help="check only these models")
    parser.add_argument("--headers", action="store_true", help="also read a header of each GGUF")
    parser.add_argument("--json", action="store_true", help="print one JSON array")
    parser.add_argument("--here", action="store_true", help="check the file alone, ask no hub")
    parser.add_argument("--write", action="store_true", help="write the file as it should be")
    parser.add_argument("--schema", action="store_true", help="print the JSON Schema of the file")
    parser.add_argument("--file", type=Path, default=CATALOG, help=argparse.SUPPRESS)
    return parser
