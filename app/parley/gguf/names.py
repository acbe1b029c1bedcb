"""What publishers' file names say: model, quantisation, shard, and what the file is for.

A name is a claim: the header (`quantisation`) says what is really in a file. The conventions are
those of bartowski, Unsloth, mradermacher, TheBloke, ggml-org, MaziyarPanahi, QuantFactory,
Lewdiculous, mudler, Mistral, Google, Qwen and others on the Hugging Face hub, and the naming
convention in ggml-org/ggml, docs/gguf.md.
"""

from __future__ import annotations

import re
from typing import Final, Literal

import msgspec

from parley.gguf.shards import shard as shard_of

Kind = Literal["model", "projector", "draft", "imatrix", "part", "other"]


class FileName(msgspec.Struct, frozen=True):
    """What the name of a file says.

    Attributes:
        model: name without publisher, quantisation, shard and extension; empty if there is none.
        publisher: organisation before the model's name (`mistralai_`), mostly empty.
        quantisation: label in upper case, for example `Q4_K_M`, `UD-Q4_K_XL`, `F16`; empty if the
            name has none. A bare number of bits stays one: `Q4`.
        shard: number of this part, from 1.
        shards: number of parts, 1 for a whole file, 0 where the name does not say (`-split-b`).
        kind: `model`; `projector` (multimodal); `draft` (a head that guesses ahead for a model and
            cannot run alone); `imatrix` (importance data); `part` (bytes of a cut file, to be
            joined before use); `other`.
        imatrix: the weights were quantised with an importance matrix.
        size: label of the parameters, for example `8B`, `8x7B`, `17B-16E`, `30B-A3B`, `E4B`.
        dynamic: a mixture of types chosen for this model (`UD-`).
    """

    model: str
    publisher: str = ""
    quantisation: str = ""
    shard: int = 1
    shards: int = 1
    kind: Kind = "model"
    imatrix: bool = False
    size: str = ""
    dynamic: bool = False


_EDGE: Final = "-._ "
_QUANTISATION: Final = re.compile(
    r"""(?<![A-Za-z0-9])
    (?P<label>
        (?:UD[-_])?
        (?: IQ\d_(?:XXS|XS|S|M|L|XL|XXL|NL|KSS|KS|KT|KL|K|BN)(?:_XL|_R\d)?
          | Q\d_K(?:_?(?:XXS|XS|S|M|L|XL|XXL|P))?(?:_R\d)?
          | Q\d_[01](?:_[48]_[48]|_R\d|_G128|_X?L)?
          | Q\d_P
          | TQ[12]_0
          | MXFP[468](?:_MOE(?:_(?:Q8_0|BF16|F16)){0,2})?
          | NVFP4
          | BF16 | FP?(?:16|32)
          | (?P<bare>Q[1-8]) )
      | APEX-(?:I-)?(?:Quality|Balanced|Compact|Mini|Nano)
    )
    (?![A-Za-z0-9])""",
    re.IGNORECASE | re.VERBOSE,
)
#: `devstralQ4_0`: a label glued to a name that ends in a small letter.
_GLUED: Final = re.compile(r"(?<=[a-z])I?Q\d_(?:K(?:_[SML])?|[01]|XXS|XS|[SM]|NL)$")
#: What may follow a label inside a name, as in `gemma-4-31B_q4_0-it`: two words at the most.
_AFTER: Final = re.compile(r"(?:[-._][^-._]+){0,2}")

#: Bytes of a cut file: `.gguf-split-a`, `.gguf.aa`, `.gguf.part1of5`, `-chunk-001-of-018.gguf`.
_PART: Final = re.compile(
    r"""(?P<stem>.+)(?:
        \.gguf[-._](?:(?:split|part)[-._]?)?(?P<letters>[a-z]{1,2})
      | \.gguf[-._](?:split|part)[-._]?(?P<number>\d{1,3})(?:[-_]?of[-_]?(?P<count>\d{1,3}))?
      | [-._]chunk-(?P<chunk>\d{1,5})-of-(?P<chunks>\d{1,5})(?:\.gguf)? )""",
    re.IGNORECASE | re.VERBOSE,
)
_WEIGHTS_BY_IMATRIX: Final = re.compile(r"[-._](?:i1|i-?mat(?:rix)?)(?=[-._]|$)", re.IGNORECASE)
_LAST_IMATRIX: Final = re.compile(r"[-._](?:i1|i-?mat(?:rix)?)$", re.IGNORECASE)
_IMATRIX_DATA: Final = re.compile(r"^imatrix(?=[-._]|$)|[-._]imatrix$", re.IGNORECASE)
_IMATRIX_ENDINGS: Final = (".gguf", ".dat", ".gguf_file", ".imatrix", "imatrix")
_PROJECTOR: Final = re.compile(r"(?:^|[-._])mmproj(?=[-._]|$)", re.IGNORECASE)
#: `-MTP-` inside a name is a whole model with such layers; in front it is their file alone.
_DRAFT_FIRST: Final = re.compile(r"^(?:mtp|eagle-?3?|dflash|dspark|medusa)[-._]", re.IGNORECASE)
_DRAFT: Final = re.compile(
    r"[-._](?:eagle-?3|dflash|dspark|medusa|assistant-MTP)(?=[-._]|$)", re.IGNORECASE
)
_MTP: Final = re.compile(r"[-._]mtp(?=[-._]|$)", re.IGNORECASE)
_NOT_A_MODEL: Final = re.compile(
    r"^ggml-vocab-|[-._]vocab$|^lora[-._]|[-._](?:lora|adapter)$", re.IGNORECASE
)
#: The engine finds the other parts of a model by five digits, and by nothing else.
_MISNUMBERED: Final = re.compile(r"-\d+-of-\d+$", re.IGNORECASE)
_FORMAT: Final = re.compile(r"[-._]gguf\d?$", re.IGNORECASE)
_GENERIC: Final = re.compile(r"(?:ggml-)?model", re.IGNORECASE)

#: bartowski: `mistralai_Devstral-Small-2507`. The name after it has hyphens before underscores,
#: which tells it from `lzlv_70b`, `open_llama_3b`, `Magistral-Small-2506_Q8_0` and `dolphin-2_2`.
_PUBLISHER: Final = re.compile(r"(?P<publisher>[A-Za-z0-9][A-Za-z0-9-]*)_(?=[A-Za-z][^-_]*-[^_])")
_HAS_VERSION: Final = re.compile(r"(?:^|-)v?\d|\d[bm](?:-|$)", re.IGNORECASE)
#: DevQuasar: `deepseek-ai.DeepSeek-V3.2`. Dots are common in names, so only known ones count.
_DOTTED: Final = re.compile(
    r"(?P<publisher>deepseek-ai|mistralai|meta-llama|google|Qwen|microsoft|nvidia|ibm-granite"
    r"|moonshotai|zai-org|CohereLabs|allenai|tiiuae|NousResearch)\.(?=[A-Za-z])"
)
_SIZE: Final = re.compile(
    r"""(?<![A-Za-z0-9.])
    (?P<count>(?:\d+x|E)?\d+(?:\.\d+)?)(?P<unit>[BMT])
    (?:-(?P<experts>\d+E|A\d+(?:\.\d+)?[BM]))?
    (?![A-Za-z0-9])""",
    re.IGNORECASE | re.VERBOSE,
)


def parse_name(path: str) -> FileName:
    """Return what a path in a repository or a folder says; either slash separates folders.

    The folder counts where the file's own name is silent: `Q4_K_M/model-00001-of-00003.gguf`.
    """
    *folders, name = path.replace("\\", "/").split("/")
    folder = folders[-1] if folders else ""
    if (cut := _PART.fullmatch(name)) is not None:
        return _described(cut["stem"], folder, "part", *_part_number(cut))
    if not name.lower().endswith(".gguf"):
        if name.lower().endswith(_IMATRIX_ENDINGS) and "imatrix" in name.lower():
            return FileName("", kind="imatrix")
        if "." not in name and _PROJECTOR.search(name):
            return _described(name, folder, "projector")
        return FileName("", kind="other")
    stem, number, count = name[:-5], 1, 1
    if (parts := shard_of(name)) is not None and 1 <= parts[1] <= parts[2]:
        stem, number, count = parts
        stem = re.sub(r"(?i)-split$|\.gguf$", "", stem)
    return _described(stem, folder, _kind(stem, folder), number, count)


def normal_label(text: str) -> str:
    """Return a label as `FileName.quantisation` has it, from what a person or a name wrote."""
    label = text.strip().upper().replace("UD_", "UD-", 1)
    label = re.sub(r"(?<![I0-9])(Q\d_K)(?=[A-Z])", r"\1_", label)
    return re.sub(r"FP(?=16$|32$)", "F", label)


def _part_number(cut: re.Match[str]) -> tuple[int, int]:
    if cut["letters"]:
        number = 0
        for letter in cut["letters"].lower():
            number = number * 26 + ord(letter) - ord("a")
        return number + 1, 0
    return int(cut["number"] or cut["chunk"]), int(cut["count"] or cut["chunks"] or 0)


def _kind(stem: str, folder: str) -> Kind:
    if _is_imatrix_data(stem):
        return "imatrix"
    if "mmproj" in stem.lower() or folder.lower() == "mmproj":
        return "projector"
    if _DRAFT_FIRST.search(stem) or _DRAFT.search(stem) or _DRAFT_FIRST.search(f"{folder}-"):
        return "draft"
    if _MISNUMBERED.search(stem) or _NOT_A_MODEL.search(_split_label(stem)[0]):
        return "other"
    return "model"


def _is_imatrix_data(stem: str) -> bool:
    """Return whether a name ends or begins with `imatrix` and is not that of weights made with it.

    `-MXFP4_MOE_Q8_0-Imatrix` is a model; after `BF16` it is the data that was gathered from it.
    """
    found = _IMATRIX_DATA.search(stem)
    if found is None:
        return False
    rest = stem[: found.start()] or stem
    label = normal_label(next((each["label"] for each in _labels(rest, last=True)), ""))
    return label in ("", "F16", "BF16", "F32")


def _described(stem: str, folder: str, kind: Kind, number: int = 1, count: int = 1) -> FileName:
    if kind == "imatrix":
        stem = _IMATRIX_DATA.sub("", stem)
    elif kind == "projector":
        stem = _PROJECTOR.sub("", stem)
    elif kind == "draft":
        stem = _MTP.sub("", _DRAFT.sub("", _DRAFT_FIRST.sub("", stem)))
    by_imatrix = kind != "imatrix" and _WEIGHTS_BY_IMATRIX.search(stem) is not None
    stem = _LAST_IMATRIX.sub("", stem.strip(_EDGE))
    model, label = _split_label(stem)
    if kind == "imatrix":
        # `imatrix_unsloth` is signed by who made it.
        model, label = (model if re.search(r"[-\d]", model) else ""), ""
    elif not label:
        label = _split_label(folder)[1]
    publisher, model = _split_publisher(_cleaned(model))
    return FileName(
        model=model,
        publisher=publisher,
        quantisation=label,
        shard=number,
        shards=count,
        kind=kind,
        imatrix=by_imatrix or label.startswith("APEX-I-"),
        size=_size(model) or _size(stem),
        dynamic=label.startswith("UD-"),
    )


def _cleaned(model: str) -> str:
    model = _FORMAT.sub("", _LAST_IMATRIX.sub("", model.strip(_EDGE)))
    words = _GENERIC.match(model)
    rest = model[words.end() :].strip(_EDGE) if words else model
    return "" if words and (not rest or _SIZE.fullmatch(rest)) else model


def _labels(stem: str, *, last: bool = False) -> list[re.Match[str]]:
    found = list(_QUANTISATION.finditer(stem))
    return [each for each in found if each.end() == len(stem)] if last else found


def _split_label(stem: str) -> tuple[str, str]:
    """Return the name without its label, and the label."""
    for found in reversed(_labels(stem)):
        after = stem[found.end() :]
        if (found["bare"] and after) or _AFTER.fullmatch(after) is None:
            continue
        return stem[: found.start()].rstrip(_EDGE) + after, normal_label(found["label"])
    glued = _GLUED.search(stem)
    if glued is not None:
        return stem[: glued.start()], normal_label(glued[0])
    return stem, ""


def _split_publisher(model: str) -> tuple[str, str]:
    found = _PUBLISHER.match(model) or _DOTTED.match(model)
    if found is None or _HAS_VERSION.search(found["publisher"]):
        return "", model
    return found["publisher"], model[found.end() :]


def _size(model: str) -> str:
    """Return the last size in a name: one before it is that of the model it was made from.

    Millions next to billions are tokens of context or of training.
    """
    found = list(_SIZE.finditer(model))
    large = [each for each in found if each["unit"] in "BbTt"]
    if not found:
        return ""
    last = (large or found)[-1]
    label = last["count"].replace("X", "x").replace("e", "E") + last["unit"].upper()
    return label + (f"-{last['experts'].upper()}" if last["experts"] else "")
