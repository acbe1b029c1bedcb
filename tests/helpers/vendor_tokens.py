"""The vendors' own code as judges: a conversation in, the vendor's tokens out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from helpers.gguf_models import mistral_file, package_file
from parley.engine.protocol import Message

Judge = Callable[[Sequence[Message]], list[int]]


def judge(name: str) -> Judge:
    """Return the judge for a model of `VendorModels`, or for `llama31` with its own template."""
    if name == "llama3":
        return _llama3("")
    if name == "llama31":
        return _llama3("Cutting Knowledge Date: December 2023\nToday Date: 26 Jul 2024\n\n")
    if name == "llama4":
        return _llama4()
    return _mistral(name.removeprefix("mistral-"))


def _mistral(name: str) -> Judge:
    from mistral_common.protocol.instruct.messages import (
        AssistantMessage,
        ChatMessage,
        SystemMessage,
        UserMessage,
    )
    from mistral_common.protocol.instruct.request import ChatCompletionRequest
    from mistral_common.tokens.tokenizers.mistral import MistralTokenizer

    tokenizer = MistralTokenizer.from_file(mistral_file(name))

    def tokens(messages: Sequence[Message]) -> list[int]:
        given: list[ChatMessage] = []
        for index, message in enumerate(messages):
            if message.role == "system":
                given.append(SystemMessage(content=message.content))
            elif message.role == "user":
                given.append(UserMessage(content=message.content))
            else:
                last = index == len(messages) - 1
                given.append(AssistantMessage(content=message.content, prefix=last))
        return tokenizer.encode_chat_completion(ChatCompletionRequest(messages=given)).tokens

    return tokens


def _llama3(preamble: str) -> Judge:
    """Llama 3's `ChatFormat`. Its template trims messages, and Llama 3.1's adds a preamble."""
    from llama_models.datatypes import RawMessage
    from llama_models.llama3.chat_format import ChatFormat
    from llama_models.llama3.tokenizer import Tokenizer

    form = ChatFormat(Tokenizer(package_file("llama_models", "llama3", "tokenizer.model")))

    def tokens(messages: Sequence[Message]) -> list[int]:
        given = [RawMessage(role=m.role, content=m.content.strip()) for m in messages]
        if preamble:
            first = given.pop(0).content if messages[0].role == "system" else ""
            given.insert(0, RawMessage(role="system", content=preamble + str(first)))
        return form.encode_dialog_prompt(given).tokens

    return tokens


def _llama4() -> Judge:
    """Llama 4's `ChatFormat.encode_dialog_prompt` for text, which cannot be imported without torch.

    Its template trims the system prompt and nothing else.
    """
    from llama_models.llama4.tokenizer import Tokenizer

    tokenizer = Tokenizer(package_file("llama_models", "llama4", "tokenizer.model"))
    special = tokenizer.special_tokens

    def text(value: str) -> list[int]:
        return tokenizer.encode(value, bos=False, eos=False)

    def header(role: str) -> list[int]:
        return [
            special["<|header_start|>"],
            *text(role),
            special["<|header_end|>"],
            *text("\n\n"),
        ]

    def tokens(messages: Sequence[Message]) -> list[int]:
        made = [special["<|begin_of_text|>"]]
        for message in messages:
            content = message.content.strip() if message.role == "system" else message.content
            made += [*header(message.role), *text(content), special["<|eot|>"]]
        return made + header("assistant")

    return tokens
