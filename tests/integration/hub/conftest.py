"""A local hub, and Parley's view of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpers.gguf_bytes import ARRAY, INT32, STRING, UINT32, gguf_bytes, tensor
from helpers.local_hub import LocalHub
from helpers.transfers import Transfers
from parley.core.network import Network
from parley.hub import Hub


class HubCalls:
    """Makes hubs over one cache folder, and remembers how long they meant to wait.

    Attributes:
        network: the switch of the hubs made here; online at first.
        pauses: seconds that were waited for between attempts; none is spent.
    """

    def __init__(self, local: LocalHub, cache: Path) -> None:
        self.local = local
        self.cache = cache
        self.network = Network()
        self.pauses: list[float] = []

    def hub(self, token: str | None = None, *, endpoint: str = "", timeout: float = 10.0) -> Hub:
        """Return a hub as a newly started program would have it."""
        return Hub(
            self.cache,
            self.network,
            endpoint=endpoint or self.local.endpoint,
            token=lambda: token,
            timeout=timeout,
            wait=self.pauses.append,
        )


@pytest.fixture
def local_hub() -> Iterator[LocalHub]:
    """Return a hub without repositories."""
    with LocalHub() as hub:
        yield hub


@pytest.fixture
def calls(local_hub: LocalHub, tmp_path: Path) -> HubCalls:
    """Return what makes hubs for the local one."""
    return HubCalls(local_hub, tmp_path / "cache" / "hub")


@pytest.fixture
def transfers(local_hub: LocalHub, tmp_path: Path) -> Transfers:
    """Return what fetches files from the local hub."""
    return Transfers(local_hub, tmp_path)


@pytest.fixture(scope="session")
def model_head() -> Callable[..., bytes]:
    """Return a function that makes the header of a model with a vocabulary and one big tensor."""

    def make(tokens: int = 1000, *, merges: int = 0, shard: tuple[int, int] | None = None) -> bytes:
        metadata: dict[str, tuple[int, object]] = {"general.architecture": (STRING, "llama")}
        if shard is not None:
            metadata["split.no"] = (UINT32, shard[0])
            metadata["split.count"] = (UINT32, shard[1])
        if tokens:
            names = [f"piece {number}" for number in range(tokens)]
            metadata["tokenizer.ggml.tokens"] = (ARRAY, (STRING, names))
            metadata["tokenizer.ggml.token_type"] = (ARRAY, (INT32, [1] * tokens))
            pairs = [f"left{number} right" for number in range(merges)]
            metadata["tokenizer.ggml.merges"] = (ARRAY, (STRING, pairs))
        return gguf_bytes(metadata, [tensor("blk.0.ffn_up.weight", (4096, 1_048_576))])

    return make


#: Bytes of the tensor in such a header: 16 GiB of zeros that nobody stores.
WEIGHTS = 4096 * 1_048_576 * 4


@pytest.fixture(scope="session")
def weights() -> int:
    """Return the bytes of weights that belong to a `model_head`."""
    return WEIGHTS
