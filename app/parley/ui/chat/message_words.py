"""What is written around a message's own words: who says it, how it went, what it took."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from parley.chat.values import Progress, SessionState, StoredMessage
from parley.ui import languages, words


def speaker(message: StoredMessage) -> str:
    """Return whose message it is."""
    if message.role == "user":
        return QCoreApplication.translate("message", "You")
    return message.model or QCoreApplication.translate("message", "Answer")


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
    return " · ".join(part for part in parts if part)


def how(message: StoredMessage) -> str:
    """Return by what an answer was made, a line each: model, seed, prompt, context, options."""
    found = message.figures
    if found is None:
        return ""
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
        " ".join(part for part in (message.model, message.quantisation) if part),
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
    sampling = message.options.sampling if message.options else {}
    chosen = {
        name: sampling[name] for name in ("temperature", "top_k", "top_p", "min_p")
        if sampling.get(name) is not None
    }  # fmt: skip
    lines.extend(f"{name.replace('_', ' ').capitalize()} {value}" for name, value in chosen.items())
    return "\n".join(line for line in lines if line)


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
