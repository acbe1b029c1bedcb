"""Which family a model belongs to, from its name and from what a hub says of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

#: Families by the names their makers write.
FAMILY_NAMES: Final = {
    "llama": "Llama",
    "mistral": "Mistral",
    "qwen": "Qwen",
    "deepseek": "DeepSeek",
    "gemma": "Gemma",
    "phi": "Phi",
}

#: Architectures of GGUF files that one family alone uses. `llama` is missing on purpose: Mistral 7B
#: to Small 3.2, Yi, SmolLM and many others have it. So is `deepseek2`, which Mistral Large 3, Kimi
#: K2 and GLM 4.7 Flash share.
_OWN_ARCHITECTURE: Final = re.compile(
    r"(?P<llama>llama4|mllama)"
    r"|(?P<mistral>mistral\d)"
    r"|(?P<qwen>qwen.*)"
    r"|(?P<deepseek>deepseek(?!2).*)"
    r"|(?P<gemma>gemma.*)"
    r"|(?P<phi>phi.*)"
)
#: Names as publishers write them, also glued: `CodeLlama`, `BioMistral`, `MedGemma`, `Llama3.1`.
#: OpenLLaMA, TinyLlama and LlamaCorn were trained by others; Ollama, llama.cpp and llamafile are
#: programs; "llamafied" weights are another family's.
_NAMED: Final = re.compile(
    r"(?P<llama>(?<!o)(?<!tiny)(?<!tiny[-_])(?<!open)(?<!open_)(?<!mobile)"
    r"llama(?!corn|fied|fy|file|factory|[-_.]?(?:cpp|factory)))"
    r"|(?P<mistral>mi(?:s|x|nis)tral|(?:code|dev|magi|math|pix|vox)s?tral)"
    r"|(?P<qwen>qwen|(?<![a-z])q[wv]q(?![a-z]))"
    r"|(?P<deepseek>deepseek)"
    r"|(?P<gemma>gemma)"
    r"|(?P<phi>(?<![a-z])phi(?![a-z]))"
)
#: Families whose models were trained from scratch in an architecture of these six.
_OTHER: Final = re.compile(
    r"(?:[\w-]+_)?(?:yi|internlm|baichuan|mimo|rnj|kimi|glm|granite|falcon|solar|smollm)"
    r"(?![a-z])"
)
#: Organisations that publish one family and nothing else.
_OWNERS: Final = {
    "codellama": "llama",
    "meta-llama": "llama",
    "mistral-community": "mistral",
    "mistralai": "mistral",
    "qwen": "qwen",
    "deepseek-ai": "deepseek",
}


def family_of(name: str, *, architecture: str = "", base_models: Sequence[str] = ()) -> str:
    """Return `llama`, `mistral`, `qwen`, `deepseek`, `gemma` or `phi`, or "" where it is unknown.

    The family is that of the weights. What counts, in this order: an architecture that only one
    family has; the models that this one was made from; its own name; its owner. DeepSeek's
    distilled models (`DeepSeek-R1-Distill-Llama-8B`, `DeepSeek-R1-0528-Qwen3-8B`) are therefore
    Llama and Qwen: they have that family's architecture, vocabulary and licence conditions, and
    DeepSeek only taught them.

    Args:
        name: of a repository (`owner/name`), a file or a model.
        architecture: `general.architecture` of its GGUF header, if known.
        base_models: repositories that the hub names as `base_model`.
    """
    bases = {found for base in base_models if (found := _by_name(base))}
    # A merge of two families has no base that decides; DeepSeek as a teacher is none either.
    by_base = _weights(sorted(bases)) if len(bases - {"deepseek"}) <= 1 else ""
    own = _OWN_ARCHITECTURE.fullmatch(architecture.strip().lower())
    if own is not None and (by_base or not _is_other(name)):
        return str(own.lastgroup)
    if by_base and by_base != "deepseek":
        return by_base
    return _by_name(name) or by_base


def _by_name(name: str) -> str:
    owner, own_name = _split(name)
    if _OTHER.match(own_name):
        return ""
    named = [str(found.lastgroup) for found in _NAMED.finditer(own_name)]
    return _weights(named) or _OWNERS.get(owner, "")


def _is_other(name: str) -> bool:
    return _OTHER.match(_split(name)[1]) is not None


def _split(name: str) -> tuple[str, str]:
    """Return owner and name; a slash between spaces is only part of a name."""
    lowered = name.strip().lower()
    owner, slash, own_name = lowered.partition("/")
    return (owner, own_name) if slash and not re.search(r"\s", lowered) else ("", lowered)


def _weights(families: Iterable[str]) -> str:
    """Return the family named first, DeepSeek only where it stands alone."""
    known = list(families)
    return next((family for family in known if family != "deepseek"), known[0] if known else "")
