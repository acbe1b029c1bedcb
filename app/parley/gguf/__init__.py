"""Reading GGUF files: header, tensor types, shards. Nothing here loads a model."""

from parley.gguf.checking import check
from parley.gguf.errors import GgufError, NeedMore
from parley.gguf.header import Header, LazyArray, TensorInfo, parse, read, read_array
from parley.gguf.shards import shard, shard_paths

__all__ = [
    "GgufError",
    "Header",
    "LazyArray",
    "NeedMore",
    "TensorInfo",
    "check",
    "parse",
    "read",
    "read_array",
    "shard",
    "shard_paths",
]
