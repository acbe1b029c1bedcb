"""What is written around a message's own words: who says it, how it went, what it took."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QCoreApplication

from parley.chat.reasoning import answer_of
from parley.chat.values import Progress, SessionState, StoredMessage
from parley.engine.protocol import Sampling
from parley.ui import languages, words
from parley.ui.settings.option_words import sampling_words
from parley.ui.speech import spoken

_BETWEEN = " · "
#: Characters of an option that is a text: a grammar may be pages long.
_LONGEST = 60
#: Characters of a message that are spoken at once; the whole of it can be gone through.
_SPOKEN = 4_000


def speaker(message: StoredMessage) -> str:
    """Return whose message it is: `You`, `Mistral 7B · Q4_K_M`."""
    if message.role == "user":
        return QCoreApplication.translate("message", "You")
    name, build = message.model or "", message.quantisation or ""
    if not name:
        return QCoreApplication.translate("message", "Answer")
    # A file that no catalogue knows is called as its publisher called it, often with the build.
    return name if not build or name.casefold().endswith(build.casefold()) else f"{name} · {build}"


def after(message: StoredMessage) -> str:
    """Return the sentence under an answer that did not end by itself, or was asked differently."""
    parts = [languages.translated(note.text) for note in message.notes]
    if message.status == "stopped" and not figures(message):
        parts.append(QCoreApplication.translate("message", "Stopped."))
    elif message.status == "interrupted":
        parts.append(
            QCoreApplication.translate(
                "message", "Interrupted: Parley ended while this was being written."
            )
        )
    elif message.finish_reason == "length":
        parts.append(
            QCoreApplication.translate(
                "message", "Ended at the most tokens allowed for one answer."
            )
        )
    elif message.finish_reason == "context_full":
        parts.append(
            QCoreApplication.translate("message", "Ended because the context window is full.")
        )
    return " ".join(parts)


def figures(message: StoredMessage) -> str:
    """Return how fast an answer came, how long it is and how it ended; "" where nobody knows."""
    found = message.figures
    if found is None or not found.generated_tokens:
        return ""
    parts = [words.speed(found.generated_tokens, found.decode_seconds)]
    if found.first_token_seconds:
        first = QCoreApplication.translate("message", "first token {time}")
        parts.append(first.format(time=words.seconds(found.first_token_seconds)))
    parts.append(words.tokens(found.generated_tokens))
    parts.append(words.ending(message.status, message.finish_reason))
    return _BETWEEN.join(part for part in parts if part)


def on_lines(figures: str) -> str:
    """Return `figures` such that a line ends between two of them, not between number and unit."""
    return _BETWEEN.join(part.replace(" ", "\u00a0") for part in figures.split(_BETWEEN))


def how(message: StoredMessage) -> str:
    """Return the `facts` of an answer as a tooltip's text."""
    return words.tip("\n".join(facts(message)))


def facts(message: StoredMessage) -> list[str]:
    """Return by what an answer was made, a line each: model, seed, prompt, context, options.

    Of the options those that are not the engine's usual ones.
    """
    found = message.figures
    if found is None:
        return []
    prompt = words.tokens(found.prompt_tokens)
    if found.cached_tokens:
        text = QCoreApplication.translate(
            "message", "Prompt: {tokens}, {known} of them known already"
        )
        asked = text.format(tokens=prompt, known=words.number(found.cached_tokens))
    elif not found.prompt_tokens:
        asked = ""
    else:
        asked = QCoreApplication.translate("message", "Prompt: {tokens}").format(tokens=prompt)
    lines = [
        speaker(message) if message.model else "",
        ""
        if found.seed is None
        else QCoreApplication.translate("message", "Seed {number}").format(number=found.seed),
        asked,
        ""
        if not found.context
        else QCoreApplication.translate("message", "Context: {tokens}").format(
            tokens=words.context(found.context_used, found.context)
        ),
    ]
    lines.extend(_chosen(message.options.sampling if message.options else {}))
    return [line for line in lines if line]


def described(message: StoredMessage, number: int, count: int, marks: Iterable[str] = ()) -> str:
    """Return what a screen reader says of a message that one comes to, behind whose it is.

    Args:
        number: its place among the `count` messages that are shown, from 1.
        marks: what lines above it say.
    """
    text = message.content if message.role == "user" else answer_of(message.content)
    if len(text) > _SPOKEN:
        text = f"{text[:_SPOKEN].rstrip()}…"
    if message.role == "assistant":
        text = spoken(text)
    error = message.error
    failed = (error.message, error.hint) if error is not None else ()
    place = QCoreApplication.translate("message", "Message {number} of {count}").format(
        number=words.number(number), count=words.number(count)
    )
    lines = [
        *marks,
        text,
        *(each.name for each in message.attachments),
        *(languages.translated(part) for part in failed),
        after(message),
        figures(message),
        *(line for line in facts(message) if line != speaker(message)),
        place,
    ]
    return "\n".join(line for line in lines if line.strip())


def _chosen(sampling: dict[str, Any]) -> list[str]:
    """Return the options that differ from the engine's own, without the seed, which was drawn."""
    usual = Sampling()
    lines = []
    for key, (name, _) in sampling_words().items():
        value = sampling.get(key)
        # What stops an answer was kept as a list.
        value = tuple(value) if isinstance(value, list) else value
        if key != "seed" and value is not None and value != getattr(usual, key):
            lines.append(f"{name} {_value(value)}")
    return lines


def _value(value: object) -> str:
    if isinstance(value, float):
        return languages.locale().toString(value, "g", 6)
    if isinstance(value, int):
        return words.number(value)
    if isinstance(value, dict):
        text = ", ".join(f"{token} = {_value(bias)}" for token, bias in value.items())
    elif isinstance(value, tuple):
        text = ", ".join(f"“{each}”" for each in value)
    else:
        text = str(value)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"


def activity(state: SessionState, progress: Progress | None, model: str) -> str:
    """Return what a conversation in `state` is doing, in words; "" where text comes or nothing."""
    far = words.percent(progress.fraction) if progress else ""
    if state == SessionState.LOADING:
        name = model or QCoreApplication.translate("message", "the model")
        if far:
            text = QCoreApplication.translate("message", "Loading {model}, {percent}")
            return text.format(model=name, percent=far)
        return QCoreApplication.translate("message", "Loading {model}").format(model=name)
    if state == SessionState.PREFILL:
        if far:
            text = QCoreApplication.translate("message", "Reading the prompt, {percent}")
            return text.format(percent=far)
        return QCoreApplication.translate("message", "Reading the prompt")
    if state == SessionState.STOPPING:
        return QCoreApplication.translate("message", "Stopping")
    return ""


def thought(seconds: float | None, *, thinking: bool) -> str:
    """Return how long a model has thought, or thinks: `Thinking… 12 s`, `Thought for 4 s`."""
    time = words.seconds(seconds) if seconds is not None else ""
    if seconds is not None and 1 <= seconds < 60:
        time = QCoreApplication.translate("words", "{number} s").format(
            number=words.number(seconds)
        )
    if thinking:
        if seconds is None or seconds < 1:
            return QCoreApplication.translate("message", "Thinking…")
        return QCoreApplication.translate("message", "Thinking… {time}").format(time=time)
    if not time:
        return QCoreApplication.translate("message", "Thoughts")
    return QCoreApplication.translate("message", "Thought for {time}").format(time=time)


def left_out(count: int) -> str:
    """Return the line below the messages that the last answer's prompt was made without."""
    if count == 1:
        return QCoreApplication.translate(
            "message", "The message above was left out of the last answer’s prompt"
        )
    return QCoreApplication.translate(
        "message", "The {number} messages above were left out of the last answer’s prompt"
    ).format(number=words.number(count))


def will_be_left_out(*, asks: bool, again: bool) -> str:
    """Return the line below the messages that the next prompt is made without.

    `asks`: only if the person agrees; `again`: the last one was made without them, too.
    """
    if asks:
        return QCoreApplication.translate(
            "message", "The next message fits only without what is above"
        )
    if again:
        return QCoreApplication.translate(
            "message", "What is above was left out of the last prompt, and will be of the next"
        )
    return QCoreApplication.translate("message", "The next message will leave out what is above")
