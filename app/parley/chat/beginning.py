"""What a conversation begins with, before it is stored with its first message."""

from __future__ import annotations

import msgspec

from parley.chat.store import ChatStore
from parley.chat.values import Conversation, ConversationOptions
from parley.core.settings import Settings
from parley.engine.protocol import ContextPolicy


class Beginning(msgspec.Struct, frozen=True):
    """What can be set of a conversation; the fields are those of `Conversation`."""

    system_prompt: str = ""
    policy: ContextPolicy = "ask"
    seed: int | None = None
    options: ConversationOptions = ConversationOptions()


def beginning(settings: Settings) -> Beginning:
    """Return what a new conversation begins with where nothing else was chosen for it."""
    return Beginning(settings.system_prompt, settings.context_policy)


def beginning_of(conversation: Conversation) -> Beginning:
    """Return what is set of a conversation that is stored."""
    return Beginning(
        conversation.system_prompt, conversation.policy, conversation.seed, conversation.options
    )


def change(store: ChatStore, conversation: Conversation, wanted: Beginning) -> Conversation:
    """Set a stored conversation up as `wanted`; return it. Raises `ParleyError`, as the store."""
    now = beginning_of(conversation)
    if wanted.system_prompt != now.system_prompt:
        store.set_system_prompt(conversation.id, wanted.system_prompt)
    if wanted.policy != now.policy:
        store.set_policy(conversation.id, wanted.policy)
    if wanted.seed != now.seed:
        store.set_seed(conversation.id, wanted.seed)
    if wanted.options != now.options:
        store.set_options(conversation.id, wanted.options)
    return store.conversation(conversation.id)
