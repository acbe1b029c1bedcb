"""The catalogue as plain values: what `resources/catalog.json` holds, field by field.

Every fact has a source; null means that nobody whose word could be checked says it.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec

Family = Literal["llama", "mistral", "qwen", "deepseek", "gemma", "phi"]
Modality = Literal["text", "image", "audio"]
#: How a repository is reached: by anyone, after accepting its terms, after its owner agreed; or
#: gated in one of these two ways.
Access = Literal["open", "auto", "manual", "gated"]

#: Id of the source that stands for the card of an entry's own repository.
CARD: Final = "card"


class _Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A value that refuses unknown fields, so that a slip of the pen is noticed."""


class Source(_Value, frozen=True):
    """Where a fact is written.

    Attributes:
        url: public address; empty for what has none of its own.
        version: commit, release or date of what was read.
        note: what was read there, and how much its word counts.
    """

    title: str
    url: str = ""
    version: str = ""
    note: str = ""


class Fact(_Value, frozen=True):
    """One thing that a licence says.

    Attributes:
        says: for people, a short sentence or less.
        value: the same for programs, where there is more to it than words.
        quote: the words of the licence, shortened at “…”.
    """

    says: str
    sources: tuple[str, ...]
    value: bool | int | str | None = None
    quote: str = ""


class Licence(_Value, frozen=True):
    """A licence with the facts that matter to somebody who wants to use a model.

    Attributes:
        id: the hub's identifier where it has one, for example `apache-2.0`, `llama3.1`.
        badge: a short name for lists.
        commercial: `value` is `yes`, `conditions` or `no`.
        users: `value` is the number of monthly active users above which Meta must be asked.
        revenue: `value` is the monthly revenue in US dollars above which there are no rights.
        use_policy: `value` is its address.
        training: whether outputs may be used to train other models.
        regions: where rights are not granted.
        redistribution: what has to go with copies.
        osi: `value` is whether the Open Source Initiative approved it.
        acceptance: whether terms are accepted before a download.
    """

    id: str
    name: str
    badge: str
    url: str
    commercial: Fact | None
    users: Fact | None
    revenue: Fact | None
    use_policy: Fact | None
    training: Fact | None
    regions: Fact | None
    redistribution: Fact | None
    osi: Fact | None
    acceptance: Fact | None


class Parameters(_Value, frozen=True):
    """Numbers of parameters.

    Attributes:
        total: as published, mostly rounded, encoders for images and sound mostly included.
        active: that compute one token; a mixture of experts has fewer than in total.
        exact: counted in the published weights.
    """

    total: int
    active: int | None = None
    exact: int | None = None


class Latent(_Value, frozen=True):
    """Multi-head latent attention: the sizes of what is kept instead of keys and values."""

    query_rank: int
    kv_rank: int
    key_size: int
    rope_size: int
    value_size: int


class Recurrent(_Value, frozen=True):
    """Layers with a recurrent state instead of a KV cache, in between layers with full attention.

    Attributes:
        full_attention_every: one of so many layers has full attention.
    """

    full_attention_every: int
    key_heads: int | None = None
    value_heads: int | None = None
    head_size: int | None = None


class Architecture(_Value, frozen=True):
    """The numbers that size and speed follow from; tokens, elements or counts.

    Attributes:
        gguf: `general.architecture` of its GGUF files; None where the engine has none for it.
        dense_layers: leading layers without experts; expert_layers: layers with experts, where
            not all of the others have them.
        attention_window: tokens that a layer with sliding window looks back; attention_chunk:
            tokens of a chunk that attention stays within.
        context: tokens of the configuration, which may be more than its publisher states.
        derived: how the numbers were found where no configuration was read.
    """

    gguf: str | None = None
    layers: int | None = None
    width: int | None = None
    heads: int | None = None
    kv_heads: int | None = None
    head_size: int | None = None
    feed_forward: int | None = None
    vocabulary: int | None = None
    tied_embeddings: bool | None = None
    context: int | None = None
    rope_base: int | None = None
    rope_scaling: str | None = None
    experts: int | None = None
    experts_used: int | None = None
    shared_experts: int | None = None
    expert_feed_forward: int | None = None
    expert_layers: int | None = None
    dense_layers: int | None = None
    attention_window: int | None = None
    attention_chunk: int | None = None
    attention_pattern: str | None = None
    global_head_size: int | None = None
    global_kv_heads: int | None = None
    shared_kv_layers: int | None = None
    layer_embedding: int | None = None
    cross_attention_layers: int | None = None
    drafting_layers: int | None = None
    latent: Latent | None = None
    recurrent: Recurrent | None = None
    encoder: str | None = None
    derived: str | None = None


class SamplingDefaults(_Value, frozen=True):
    """How its publisher, or the `note`'s author, wants a model sampled.

    Attributes:
        mode: whether this is for answers with reasoning, without, or for both.
        max_tokens: tokens that an answer may have.
    """

    mode: Literal["any", "thinking", "direct"] = "any"
    temperature: float | None = None
    top_p: float | None = None
    top_k: int | None = None
    min_p: float | None = None
    presence_penalty: float | None = None
    repeat_penalty: float | None = None
    max_tokens: int | None = None
    note: str = ""


class Reasoning(_Value, frozen=True):
    """Whether a model reasons before it answers, and how that is marked.

    Attributes:
        opening, closing: text around the reasoning.
        control: what switches it on or off.
        earlier: what becomes of the reasoning of earlier turns: `leave out` of later prompts or
            `keep`; None where nobody says.
    """

    thinks: bool
    opening: str = ""
    closing: str = ""
    control: str = ""
    earlier: Literal["leave out", "keep"] | None = None


class ToolCalls(_Value, frozen=True):
    """Whether a model was trained to call tools, and in which format."""

    supported: bool
    format: str = ""


class EngineSupport(_Value, frozen=True):
    """What Parley's engine makes of a model.

    Attributes:
        runs: None where that was not found out.
        reason: why it does not run, or why that is not known.
        projector: which inputs need a second file, a projector: `image`, `audio` or both.
        note: what to mind when running it.
    """

    runs: bool | None
    reason: str = ""
    projector: tuple[Modality, ...] = ()
    note: str = ""


class SystemPrompt(_Value, frozen=True):
    """A system prompt that a publisher ships with a model."""

    text: str
    sources: tuple[str, ...]


class GgufRepository(_Value, frozen=True):
    """A repository with GGUF files of a model.

    Attributes:
        access: None where nobody wrote whether it is gated.
        files: patterns of the files' paths; `{quant}` is a quantisation, `{shard}` a number like
            `00001-of-00003`.
        quantisations: labels seen there, in upper case; the hub's own list decides.
        projectors: paths of projectors seen there.
        confirmed: whether a list of its files was seen; otherwise it was only named somewhere.
        usable: False where the engine does not load its files any more; `note` says why.
    """

    repository: str
    access: Access | None
    sources: tuple[str, ...]
    files: tuple[str, ...] = ()
    quantisations: tuple[str, ...] = ()
    projectors: tuple[str, ...] = ()
    confirmed: bool = True
    usable: bool = True
    note: str = ""


class Model(_Value, frozen=True):
    """One system of the catalogue.

    Attributes:
        id: lower case, stable.
        series: name of the generation, for example `Llama 3.1`.
        aliases: other names that mean this model.
        released: day of publication, ISO 8601.
        repository: of the publisher's weights, `owner/name`; None where there are none to have.
        access: how `repository` is reached.
        variants: further repositories of its publisher: base models, other precisions.
        closed: why there are no open weights; empty where there are.
        licence: id of the licence, None where it is sold as a service only.
        context: tokens, as its publisher states them.
        good_for: what its publisher made it for, one short sentence.
        system_prompt: id of the system prompt that its publisher ships.
        note: what else to know, sentences.
        sources: ids of the sources of each fact that is not null, by the name of the field.
    """

    id: str
    name: str
    family: Family
    series: str
    publisher: str
    aliases: tuple[str, ...]
    released: str | None
    repository: str | None
    access: Access | None
    variants: tuple[str, ...]
    closed: str
    licence: str | None
    parameters: Parameters | None
    context: int | None
    inputs: tuple[Modality, ...]
    outputs: tuple[Modality, ...]
    good_for: str | None
    architecture: Architecture | None
    sampling: tuple[SamplingDefaults, ...]
    reasoning: Reasoning | None
    system_prompt: str | None
    tool_calls: ToolCalls | None
    engine: EngineSupport
    note: str
    gguf: tuple[GgufRepository, ...]
    sources: dict[str, tuple[str, ...]]

    @property
    def open_weights(self) -> bool:
        """Whether its weights can be had at all."""
        return not self.closed

    @property
    def repositories(self) -> tuple[str, ...]:
        """All repositories that are this model's: the publisher's first, then GGUF."""
        own = (self.repository,) if self.repository else ()
        return (*own, *self.variants, *(each.repository for each in self.gguf))


class CatalogFile(_Value, frozen=True):
    """The whole file.

    Attributes:
        format: version of this format, 1.
        updated: day on which its facts were looked at last, ISO 8601.
    """

    format: Literal[1]
    updated: str
    sources: dict[str, Source]
    licences: tuple[Licence, ...]
    system_prompts: dict[str, SystemPrompt]
    models: tuple[Model, ...]
