"""Reading GGUF files: header, tensor types, shards, names. Nothing here loads a model."""

from parley.gguf.builds import BuildFiles, Repository, builds, repository
from parley.gguf.checking import check
from parley.gguf.errors import GgufError, NeedMore
from parley.gguf.header import Header, LazyArray, TensorInfo, parse, read, read_array
from parley.gguf.joined import joined
from parley.gguf.names import FileName, Kind, normal_label, parse_name
from parley.gguf.quantisations import FILE_TYPES, Quantisation, built_on, quantisation, runnable
from parley.gguf.shards import shard, shard_paths

__all__ = [
    "FILE_TYPES",
    "BuildFiles",
    "FileName",
    "GgufError",
    "Header",
    "Kind",
    "LazyArray",
    "NeedMore",
    "Quantisation",
    "Repository",
    "TensorInfo",
    "builds",
    "built_on",
    "check",
    "joined",
    "normal_label",
    "parse",
    "parse_name",
    "quantisation",
    "read",
    "read_array",
    "repository",
    "runnable",
    "shard",
    "shard_paths",
]
