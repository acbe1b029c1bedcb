"""Small model files with real vocabularies: the vendors' tokens, random weights.

They load and generate like any other file (nonsense, but repeatably), in well under a second.
"""

from __future__ import annotations

import importlib.util
import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import gguf
import numpy as np

#: The tensors of a layer, by the width of the model.
Blocks = Callable[[int], Mapping[str, tuple[int, ...]]]
NORMAL, UNKNOWN, CONTROL, USER_DEFINED, UNUSED, BYTE = 1, 2, 3, 4, 5, 6

MISTRAL_SPM = {
    "v1": "tokenizer.model.v1",
    "v2": "mistral_instruct_tokenizer_240216.model.v2",
    "v3": "mistral_instruct_tokenizer_240323.model.v3",
    "v7": "mistral_instruct_tokenizer_241114.model.v7",
}
MISTRAL_TEKKEN = {"240718": "tekken_240718.json", "240911": "tekken_240911.json"}

# Parley merges these vocabularies by rank, as tiktoken does; working out the merges that a real
# file lists as well takes seconds.
_FEW_MERGES = ["Ġ t"]

#: Llama 3's own template, as Meta published it with Meta-Llama-3-8B-Instruct.
LLAMA3_TEMPLATE = (
    "{% set loop_messages = messages %}{% for message in loop_messages %}"
    "{% set content = '<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n'"
    "+ message['content'] | trim + '<|eot_id|>' %}"
    "{% if loop.index0 == 0 %}{% set content = bos_token + content %}{% endif %}"
    "{{ content }}{% endfor %}"
    "{% if add_generation_prompt %}"
    "{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}{% endif %}"
)

#: Llama 3.1's, without tools: the same with a system header that is always there.
LLAMA31_TEMPLATE = (
    "{{- bos_token }}\n"
    '{%- if not date_string is defined %}{%- set date_string = "26 Jul 2024" %}{%- endif %}\n'
    "{%- if messages[0]['role'] == 'system' %}\n"
    "    {%- set system_message = messages[0]['content']|trim %}\n"
    "    {%- set messages = messages[1:] %}\n"
    '{%- else %}\n    {%- set system_message = "" %}\n{%- endif %}\n'
    '{{- "<|start_header_id|>system<|end_header_id|>\\n\\n" }}\n'
    '{{- "Cutting Knowledge Date: December 2023\\n" }}\n'
    '{{- "Today Date: " + date_string + "\\n\\n" }}\n'
    '{{- system_message }}\n{{- "<|eot_id|>" }}\n'
    "{%- for message in messages %}\n"
    "    {{- '<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n'"
    "+ message['content'] | trim + '<|eot_id|>' }}\n"
    "{%- endfor %}\n"
    "{%- if add_generation_prompt %}\n"
    "    {{- '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}\n"
    "{%- endif %}\n"
)

#: Llama 4's, without tools and images.
LLAMA4_TEMPLATE = (
    "{{- bos_token }}\n"
    "{%- if messages[0]['role'] == 'system' %}\n"
    "    {%- if messages[0]['content'] is string %}\n"
    "        {%- set system_message = messages[0]['content']|trim %}\n"
    "    {%- else %}\n"
    "        {%- set system_message = messages[0]['content'][0]['text']|trim %}\n"
    "    {%- endif %}\n"
    "    {%- set messages = messages[1:] %}\n"
    '    {{- "<|header_start|>system<|header_end|>\\n\\n" }}\n'
    "    {{- system_message }}\n"
    '    {{- "<|eot|>" }}\n'
    "{%- endif %}\n"
    "{%- for message in messages %}\n"
    "    {{- '<|header_start|>' + message['role'] + '<|header_end|>\\n\\n' }}\n"
    "    {%- if message['content'] is string %}\n"
    "        {{- message['content'] }}\n"
    "    {%- else %}\n"
    "        {%- for content in message['content'] %}\n"
    "            {%- if content['type'] == 'text' %}{{- content['text'] | trim }}{%- endif %}\n"
    "        {%- endfor %}\n"
    "    {%- endif %}\n"
    '    {{- "<|eot|>" }}\n'
    "{%- endfor %}\n"
    "{%- if add_generation_prompt %}\n"
    "    {{- '<|header_start|>assistant<|header_end|>\\n\\n' }}\n"
    "{%- endif %}\n"
)

CHATML_TEMPLATE = (
    "{% for message in messages %}"
    "{{'<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n'}}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)


def package_file(package: str, *parts: str) -> Path:
    """Return the path of a file inside an installed package, without importing the package."""
    spec = importlib.util.find_spec(package)
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(next(iter(spec.submodule_search_locations)), *parts)


def mistral_file(name: str) -> Path:
    """Return the vendor's tokenizer file: `v1`, `v2`, `v3`, `v7`, `240718`, `240911`."""
    return package_file("mistral_common", "data", (MISTRAL_SPM | MISTRAL_TEKKEN)[name])


def mistral_template(name: str) -> str:
    """Return the chat template that Mistral generates for one of its tokenizers."""
    from mistral_common.integrations.chat_templates.chat_templates import (
        convert_tokenizer_to_chat_template,
    )

    return convert_tokenizer_to_chat_template(mistral_file(name))


def mistral_spm(version: str, path: Path, *, template: str | None = "") -> Path:
    """Write a model with one of Mistral's SentencePiece vocabularies."""
    from sentencepiece import SentencePieceProcessor

    model = SentencePieceProcessor(model_file=str(mistral_file(version)))
    tokens, scores, types = [], [], []
    for i in range(model.get_piece_size()):
        tokens.append(model.id_to_piece(i))
        scores.append(model.get_score(i))
        if model.is_unknown(i):
            types.append(UNKNOWN)
        elif model.is_control(i):
            types.append(CONTROL)
        elif model.is_unused(i):
            types.append(UNUSED)
        elif model.is_byte(i):
            types.append(BYTE)
        else:
            types.append(NORMAL)
    return write_model(
        path,
        vocabulary="llama",
        tokens=tokens,
        types=types,
        scores=scores,
        template=mistral_template(version) if template == "" else template,
        extra={
            "tokenizer.ggml.bos_token_id": model.bos_id(),
            "tokenizer.ggml.eos_token_id": model.eos_id(),
            "tokenizer.ggml.unknown_token_id": model.unk_id(),
            "tokenizer.ggml.add_bos_token": True,
            "tokenizer.ggml.add_eos_token": False,
        },
    )


def mistral_tekken(name: str, path: Path, *, template: str | None = "") -> Path:
    """Write a model with one of Mistral's Tekken vocabularies."""
    from mistral_common.tokens.tokenizers.tekken import Tekkenizer

    tekken = Tekkenizer.from_file(mistral_file(name))
    special = [tekken.id_to_piece(i) for i in range(tekken.num_special_tokens)]
    ranks = tekken._tekken_token2id_nospecial
    return write_model(
        path,
        vocabulary="gpt2",
        pre="tekken",
        tokens=special + byte_level(ranks),
        types=[CONTROL] * len(special) + [NORMAL] * len(ranks),
        merges=_FEW_MERGES,
        template=mistral_template(name) if template == "" else template,
        extra={
            "tokenizer.ggml.bos_token_id": tekken.bos_id,
            "tokenizer.ggml.eos_token_id": tekken.eos_id,
            "tokenizer.ggml.add_bos_token": True,
            "tokenizer.ggml.add_eos_token": False,
        },
    )


def llama3(path: Path, *, template: str | None = LLAMA3_TEMPLATE) -> Path:
    """Write a model with Llama 3's vocabulary."""
    from llama_models.llama3.tokenizer import Tokenizer

    tokenizer = Tokenizer(package_file("llama_models", "llama3", "tokenizer.model"))
    return _llama(path, tokenizer, "llama-bpe", tokenizer.eot_id, template)


def llama4(path: Path, *, template: str | None = LLAMA4_TEMPLATE) -> Path:
    """Write a model with Llama 4's vocabulary."""
    from llama_models.llama4.tokenizer import Tokenizer

    tokenizer = Tokenizer(package_file("llama_models", "llama4", "tokenizer.model"))
    return _llama(path, tokenizer, "llama4", tokenizer.eot_id, template)


def _llama(path: Path, tokenizer: Any, pre: str, eos: int, template: str | None) -> Path:
    ranks = tokenizer.model._mergeable_ranks
    special = sorted(tokenizer.special_tokens, key=tokenizer.special_tokens.__getitem__)
    return write_model(
        path,
        vocabulary="gpt2",
        pre=pre,
        tokens=byte_level(ranks) + special,
        types=[NORMAL] * len(ranks) + [CONTROL] * len(special),
        merges=merges_of(ranks) if pre == "llama-bpe" else _FEW_MERGES,
        template=template,
        extra={
            "tokenizer.ggml.bos_token_id": tokenizer.bos_id,
            "tokenizer.ggml.eos_token_id": eos,
            "tokenizer.ggml.add_bos_token": True,
        },
    )


def tiny(
    path: Path,
    *,
    template: str | None = CHATML_TEMPLATE,
    architecture: str = "llama",
    version: int = 3,
    keep: int | None = None,
    bos: bool = True,
    context: int = 512,
    seed: int = 0,
    special: Mapping[str, int] | None = None,
    settings: Mapping[str, Any] | None = None,
    layers: int = 2,
    blocks: Blocks | None = None,
) -> Path:
    """Write a model of some hundred kilobytes with one token per byte and ChatML's markers.

    Args:
        template: None leaves the file without one.
        architecture: any name; the engine knows `llama`.
        version: of the GGUF format; 3 is the current one.
        keep: truncate the file to this many bytes; negative takes that many off its end.
        bos: give the vocabulary a token for the beginning.
        special: further tokens, by text, with their type.
        settings: further numbers of the metadata, by key.
        layers, blocks: as for `write_model`.
    """
    letters = byte_level({bytes([byte]): byte for byte in range(256)})
    markers = {"<|im_start|>": CONTROL, "<|im_end|>": CONTROL, **(special or {})}
    if bos:
        markers["<s>"] = CONTROL
    tokens = [*letters, "Ġt", "he", *markers]
    extra: dict[str, Any] = {
        "tokenizer.ggml.eos_token_id": tokens.index("<|im_end|>"),
        "tokenizer.ggml.add_bos_token": bos,
        **(settings or {}),
    }
    if bos:
        extra["tokenizer.ggml.bos_token_id"] = tokens.index("<s>")
    write_model(
        path,
        vocabulary="gpt2",
        pre="llama-bpe",
        tokens=tokens,
        types=[NORMAL] * (len(letters) + 2) + list(markers.values()),
        merges=["Ġ t", "h e"],
        template=template,
        extra=extra,
        architecture=architecture,
        context=context,
        seed=seed,
        layers=layers,
        blocks=blocks or llama_blocks,
    )
    data = bytearray(path.read_bytes())
    data[4:8] = version.to_bytes(4, "little")
    path.write_bytes(data if keep is None else data[:keep])
    return path


def byte_level(ranks: Mapping[bytes, int]) -> list[str]:
    """Return tiktoken's pieces in the letters that GPT-2 writes bytes with, in order of rank."""
    shown = [*range(33, 127), *range(161, 173), *range(174, 256)]
    hidden = (byte for byte in range(256) if byte not in shown)
    table = {byte: chr(byte) for byte in shown}
    table |= {byte: chr(256 + number) for number, byte in enumerate(hidden)}
    return [
        piece.decode("latin-1").translate(table) for piece in sorted(ranks, key=ranks.__getitem__)
    ]


def merges_of(ranks: Mapping[bytes, int]) -> list[str]:
    """Return the pairs that tiktoken's pieces are merged from, in the order of their ranks."""
    order = sorted((piece for piece in ranks if len(piece) > 1), key=ranks.__getitem__)
    names = dict(zip(sorted(ranks, key=ranks.__getitem__), byte_level(ranks), strict=True))
    merges = []
    for piece in order:
        limit = ranks[piece]
        parts = [piece[i : i + 1] for i in range(len(piece))]
        while len(parts) > 2:
            found = [ranks.get(a + b, limit) for a, b in itertools.pairwise(parts)]
            best = min(range(len(found)), key=found.__getitem__)
            if found[best] >= limit:
                break
            parts[best : best + 2] = [parts[best] + parts[best + 1]]
        if len(parts) == 2:
            merges.append(f"{names[parts[0]]} {names[parts[1]]}")
    return merges


class VendorModels:
    """The vendors' vocabularies as model files in a folder, each written when first asked for.

    Names: `mistral-v1`, `-v2`, `-v3`, `-v7`, `-240718`, `-240911`, `llama3`, `llama4`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, name: str) -> Path:
        """Return the path of the model file with this name."""
        path = self._folder / f"{name}.gguf"
        if path.exists():
            return path
        if name == "llama3":
            return llama3(path)
        if name == "llama4":
            return llama4(path)
        version = name.removeprefix("mistral-")
        write = mistral_spm if version in MISTRAL_SPM else mistral_tekken
        return write(version, path)


def llama_blocks(width: int) -> dict[str, tuple[int, ...]]:
    """Return the tensors of one of Llama's layers: name and rows by columns, or a length."""
    return {
        "attn_norm": (width,),
        "attn_q": (width, width),
        "attn_k": (width // 2, width),
        "attn_v": (width // 2, width),
        "attn_output": (width, width),
        "ffn_norm": (width,),
        "ffn_gate": (2 * width, width),
        "ffn_up": (2 * width, width),
        "ffn_down": (width, 2 * width),
    }


def write_model(
    path: Path,
    *,
    vocabulary: str,
    tokens: Sequence[str],
    types: Sequence[int],
    template: str | None,
    extra: Mapping[str, Any],
    pre: str = "",
    scores: Iterable[float] | None = None,
    merges: Sequence[str] | None = None,
    architecture: str = "llama",
    context: int = 32_768,
    layers: int = 2,
    width: int = 64,
    seed: int = 0,
    blocks: Blocks = llama_blocks,
) -> Path:
    """Write a GGUF file with random F16 weights.

    `blocks` gives the tensors of one layer for a width, as `llama_blocks` does; those with one
    dimension are norms.
    """
    writer = gguf.GGUFWriter(path, architecture)
    writer.add_name(path.stem)
    writer.add_block_count(layers)
    writer.add_context_length(context)
    writer.add_embedding_length(width)
    writer.add_feed_forward_length(2 * width)
    writer.add_head_count(4)
    writer.add_head_count_kv(2)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(width // 4)
    writer.add_vocab_size(len(tokens))
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    writer.add_tokenizer_model(vocabulary)
    if pre:
        writer.add_tokenizer_pre(pre)
    writer.add_token_list(list(tokens))
    writer.add_token_types(list(types))
    if scores is not None:
        writer.add_token_scores(list(scores))
    if merges is not None:
        writer.add_token_merges(list(merges))
    for key, value in extra.items():
        if isinstance(value, bool):
            writer.add_bool(key, value)
        else:
            writer.add_uint32(key, int(value))
    if template is not None:
        writer.add_chat_template(template)
    random = np.random.default_rng(seed)

    def write(name: str, shape: tuple[int, ...]) -> None:
        if len(shape) == 1:
            writer.add_tensor(name, np.ones(shape, dtype=np.float32))
            return
        # Half a standard deviation per input keeps the logits in a range with some variety.
        values = random.standard_normal(shape, dtype=np.float32) * shape[-1] ** -0.5
        writer.add_tensor(name, values.astype(np.float16))

    write("token_embd.weight", (len(tokens), width))
    write("output_norm.weight", (width,))
    for layer in range(layers):
        for name, shape in blocks(width).items():
            write(f"blk.{layer}.{name}.weight", shape)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path
