"""The curated families: which models there are, whose they are, and under which licence."""

from parley.catalog.catalog import Catalog
from parley.catalog.families import FAMILY_NAMES, family_of
from parley.catalog.licences import (
    FACTS,
    UNIDENTIFIED,
    UNKNOWN,
    ComparedFact,
    compare_licences,
    in_short,
    said,
)
from parley.catalog.values import (
    Architecture,
    CatalogFile,
    EngineSupport,
    Fact,
    GgufRepository,
    Licence,
    Model,
    Parameters,
    Reasoning,
    SamplingDefaults,
    Source,
)

__all__ = [
    "FACTS",
    "FAMILY_NAMES",
    "UNIDENTIFIED",
    "UNKNOWN",
    "Architecture",
    "Catalog",
    "CatalogFile",
    "ComparedFact",
    "EngineSupport",
    "Fact",
    "GgufRepository",
    "Licence",
    "Model",
    "Parameters",
    "Reasoning",
    "SamplingDefaults",
    "Source",
    "compare_licences",
    "family_of",
    "in_short",
    "said",
]
