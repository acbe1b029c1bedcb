"""How many parameters an architecture's numbers add up to, to notice a slip in one of them."""

from __future__ import annotations

from parley.catalog.values import Architecture

#: Matrices of a gated feed-forward network: gate, up and down.
_GATED = 3


def counted(architecture: Architecture) -> int | None:
    """Return the parameters of a text model with these numbers, or None if they do not tell.

    Embeddings, attention and feed-forward networks are counted; norms, of which no model has more
    than a thousandth, are not, nor are encoders for images or sound. Layers with a recurrent state,
    with cross-attention or with heads of several sizes have no such simple sum.
    """
    a = architecture
    if (
        a.layers is None
        or a.width is None
        or a.vocabulary is None
        or a.recurrent is not None
        or a.cross_attention_layers is not None
        or a.global_head_size is not None
    ):
        return None
    attention = _attention(a)
    feed_forward = _feed_forward(a)
    if attention is None or feed_forward is None:
        return None
    embeddings = a.vocabulary * a.width * (1 if a.tied_embeddings else 2)
    return embeddings + a.layers * attention + feed_forward


def _attention(a: Architecture) -> int | None:
    """Return the parameters of one layer's attention."""
    assert a.width is not None
    if a.heads is None:
        return None
    if a.latent is not None:
        key = a.latent.key_size + a.latent.rope_size
        queries = a.latent.query_rank * (a.width + a.heads * key)
        compressed = a.width * (a.latent.kv_rank + a.latent.rope_size)
        values = a.latent.kv_rank * a.heads * (a.latent.key_size + a.latent.value_size)
        return queries + compressed + values + a.heads * a.latent.value_size * a.width
    if a.kv_heads is None or a.head_size is None:
        return None
    return 2 * a.width * a.head_size * (a.heads + a.kv_heads)


def _feed_forward(a: Architecture) -> int | None:
    """Return the parameters of all layers' feed-forward networks."""
    assert a.width is not None
    assert a.layers is not None
    if not a.experts:
        if a.feed_forward is None:
            return None
        return a.layers * _GATED * a.width * a.feed_forward
    if a.expert_feed_forward is None:
        return None
    sparse = a.layers - (a.dense_layers or 0) if a.expert_layers is None else a.expert_layers
    of_experts = (a.experts + (a.shared_experts or 0)) * _GATED * a.width * a.expert_feed_forward
    dense = (a.layers - sparse) * _GATED * a.width * (a.feed_forward or a.expert_feed_forward)
    return sparse * (of_experts + a.width * a.experts) + dense
