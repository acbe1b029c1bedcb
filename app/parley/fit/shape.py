"""What a model's memory and speed follow from: its layers, heads, experts and tensor sizes.

Made once per file header; estimates and plans are then arithmetic on it. Names of metadata and
their defaults are those of llama.cpp (`llama-arch.cpp`, `load_hparams` of `llama-model.cpp`).
"""

from __future__ import annotations

from typing import Final

import msgspec

from parley.core.errors import ParleyError
from parley.fit.layers import Layer, Matrix, grouped, layers, matrix
from parley.fit.metadata import Metadata
from parley.fit.recipes import Style, style
from parley.gguf import Header, TensorInfo

__all__ = ["KNOWN", "Layer", "Matrix", "Shape", "resized", "shape"]

#: Architectures whose estimates are compared with the engine's own figures in the tests.
KNOWN: Final = frozenset(
    {
        "command-r",
        "deepseek2",
        "falcon-h1",
        "gemma2",
        "gemma3",
        "gemma4",
        "gpt-oss",
        "llama",
        "llama4",
        "mamba",
        "mamba2",
        "mistral3",
        "mistral4",
        "phi3",
        "qwen2",
        "qwen3",
        "qwen35",
        "qwen35moe",
        "qwen3moe",
    }
)
_EMBEDDING: Final = "token_embd.weight"
#: Factors of rotary positions: they belong to no layer, and go where layers are.
_FACTORS: Final = "rope_"
#: Embeddings per layer (Gemma 3n and 4): looked up like the token embedding.
_LAYER_EMBEDDING: Final = "per_layer_token_embd.weight"


class Shape(msgspec.Struct, frozen=True):
    """A model as far as memory and speed are concerned.

    Attributes:
        layers: repeating layers; those of a drafting head, which a plain load skips, are left out
            (`drafting` are how many, `skipped` their bytes).
        embedding: width of the residual stream.
        input_bytes: the token embedding, and embeddings per layer.
        output_bytes: output matrix and norm; the norm alone where the embedding is `tied`.
        parameters: number of weights; of them `expert_parameters` in routed experts.
        types: bytes of weights by tensor type; weights: bytes of all tensors that are loaded.
        factor_bytes: factors of rotary positions, which every device has for itself.
        input, output: the token embedding and the output matrix; others: what else belongs to
            the output; for placing them.
        merges: of a byte-pair vocabulary, which the engine keeps beside the tokens.
        style: what of the computation the tensors do not tell.
        known: whether the estimates for this architecture are checked against the engine.
    """

    architecture: str
    name: str
    layers: tuple[Layer, ...]
    context_trained: int
    vocabulary: int
    embedding: int
    heads: int
    heads_kv: int
    input_bytes: int
    output_bytes: int
    tied: bool
    experts: int
    experts_used: int
    parameters: int
    expert_parameters: int
    types: dict[str, int]
    weights: int
    skipped: int = 0
    drafting: int = 0
    factor_bytes: int = 0
    others: tuple[Matrix, ...] = ()
    input: Matrix | None = None
    output: Matrix | None = None
    merges: int = 0
    style: Style = Style(None, False, "layer")
    known: bool = True

    @property
    def expert_bytes(self) -> int:
        """Bytes of all routed experts."""
        return sum(layer.experts for layer in self.layers)

    @property
    def active_bytes(self) -> int:
        """Bytes of weights that are read for one token: a few experts, everything else once.

        Of an embedding only one row is read, unless it serves as the output matrix.
        """
        routed = self.expert_bytes
        used = routed * self.experts_used // self.experts if self.experts else routed
        embedding = self.input.nbytes if self.input is not None and self.tied else 0
        repeated = sum(layer.weights for layer in self.layers)
        return repeated - routed + used + self.output_bytes + embedding

    @property
    def active_parameters(self) -> int:
        """Weights that take part in computing one token."""
        routed = self.expert_parameters
        used = routed * self.experts_used // self.experts if self.experts else routed
        looked_up = 0 if self.tied else self.vocabulary * self.embedding
        return max(self.parameters - routed + used - looked_up, 0)


def shape(header: Header) -> Shape:
    """Return the shape of the model that `header` describes (all shards' tensors in it).

    Raises:
        ParleyError: `fit_unknown_architecture` where the file does not say what it is;
            `fit_incomplete` where it is a part of a model, or lacks what memory follows from.
    """
    if not header.architecture:
        raise ParleyError(
            "fit_unknown_architecture",
            "This file does not say which architecture its model has.",
            hint="Choose a GGUF file of a language model.",
        )
    metadata = Metadata(header)
    count = metadata.number("block_count") - metadata.number("nextn_predict_layers")
    embedding = metadata.number("embedding_length")
    if not 0 < count <= len(header.tensors) or embedding <= 0:
        raise ParleyError(
            "fit_incomplete",
            "This file does not describe the layers of a language model, so its memory cannot be"
            " told.",
            hint="Choose a model for conversations, or the first of a model's parts.",
        )
    sorted_ = _Tensors(count)
    for tensor in header.tensors:
        sorted_.add(tensor)
    if not all(sorted_.blocks):
        lacking = sum(not block for block in sorted_.blocks)
        raise ParleyError(
            "fit_incomplete",
            f"{lacking:,} of the model's {count:,} layers are not in this file, so its memory"
            " cannot be told.",
            hint="If it is a part of a model, put all its other parts beside it.",
        )
    made = layers(header.architecture, metadata, sorted_.blocks)
    return Shape(
        architecture=header.architecture,
        name=header.name,
        layers=made,
        context_trained=metadata.number("context_length"),
        vocabulary=metadata.vocabulary() or sorted_.vocabulary,
        embedding=embedding,
        heads=max(layer.heads for layer in made),
        heads_kv=max(layer.heads_kv for layer in made),
        input_bytes=sorted_.input_bytes,
        output_bytes=sorted_.output_bytes,
        tied=sorted_.output is None,
        experts=metadata.number("expert_count"),
        experts_used=metadata.number("expert_used_count"),
        parameters=sorted_.parameters,
        expert_parameters=sorted_.expert_parameters,
        types=sorted_.types,
        weights=sorted_.weights,
        skipped=sorted_.skipped,
        drafting=metadata.number("nextn_predict_layers"),
        factor_bytes=sorted_.factor_bytes,
        others=grouped(sorted_.others),
        input=sorted_.input,
        output=sorted_.output,
        merges=metadata.count("tokenizer.ggml.merges"),
        style=style(header.architecture, metadata),
        known=header.architecture in KNOWN,
    )


class _Tensors:
    """The tensors of a file, sorted into layers, input and output."""

    def __init__(self, count: int) -> None:
        self.blocks: list[list[TensorInfo]] = [[] for _ in range(max(count, 0))]
        self.types: dict[str, int] = {}
        self.input: Matrix | None = None
        self.output: Matrix | None = None
        self.vocabulary = 0
        self.others: list[Matrix] = []
        self.factor_bytes = 0
        self.input_bytes = self.output_bytes = self.weights = self.skipped = 0
        self.parameters = self.expert_parameters = 0

    def add(self, tensor: TensorInfo) -> None:
        size = _size(tensor)
        if tensor.name.startswith("blk."):
            number = tensor.name.split(".", 2)[1]
            if not number.isdecimal() or int(number) >= len(self.blocks):
                self.skipped += size
                return
            self.blocks[int(number)].append(tensor)
            if "_exps." in tensor.name:
                self.expert_parameters += tensor.elements
        elif tensor.name in (_EMBEDDING, _LAYER_EMBEDDING):
            self.input_bytes += size
            if tensor.name == _EMBEDDING:
                self.input = matrix(tensor)
                self.vocabulary = tensor.shape[-1]
        else:
            self.output_bytes += size
            if tensor.name == "output.weight":
                self.output = matrix(tensor)
            elif tensor.name.startswith(_FACTORS):
                self.factor_bytes += size
            else:
                self.others.append(matrix(tensor))
        self.weights += size
        self.parameters += tensor.elements
        self.types[tensor.type_name] = self.types.get(tensor.type_name, 0) + size


def _size(tensor: TensorInfo) -> int:
    if tensor.nbytes is None:
        raise ParleyError(
            "fit_incomplete",
            f"This model uses a number format that this program does not know "
            f"({tensor.type_name}), so its memory cannot be told.",
            hint="Choose another quantisation of the model, or update Parley.",
        )
    return tensor.nbytes


def resized(shape: Shape, size: int) -> Shape:
    """Return the same model in another quantisation whose files have `size` bytes.

    For builds whose header was not read: what is stored in small numbers is scaled, what stays
    in 32-bit floats is not. Raises nothing; a size below the floats' own gives zeros.
    """
    fixed = shape.types.get("F32", 0)
    scaled = shape.weights - fixed
    factor = max(size - fixed, 0) / scaled if scaled > 0 else 1.0

    def one(part: Matrix) -> Matrix:
        if part.type == "F32":
            return part
        return msgspec.structs.replace(part, nbytes=round(part.nbytes * factor))

    made: dict[int, Layer] = {}
    for layer in shape.layers:
        if id(layer) in made:
            continue
        parts = tuple(one(part) for part in layer.matrices)
        made[id(layer)] = msgspec.structs.replace(
            layer,
            matrices=parts,
            weights=sum(part.nbytes for part in parts),
            experts=sum(part.nbytes for part in parts if part.expert),
            sizes={name: round(nbytes * factor) for name, nbytes in layer.sizes.items()},
        )
    repeated = tuple(made[id(layer)] for layer in shape.layers)
    source = one(shape.input) if shape.input is not None else None
    output = one(shape.output) if shape.output is not None else None
    extra = shape.input_bytes - (shape.input.nbytes if shape.input is not None else 0)
    norm = shape.output_bytes - (shape.output.nbytes if shape.output is not None else 0)
    input_bytes = round(extra * factor) + (source.nbytes if source is not None else 0)
    output_bytes = norm + (output.nbytes if output is not None else 0)
    return msgspec.structs.replace(
        shape,
        layers=repeated,
        input=source,
        output=output,
        input_bytes=input_bytes,
        output_bytes=output_bytes,
        types={
            name: nbytes if name == "F32" else round(nbytes * factor)
            for name, nbytes in shape.types.items()
        },
        weights=input_bytes + output_bytes + sum(layer.weights for layer in repeated),
    )
