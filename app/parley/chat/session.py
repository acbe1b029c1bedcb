"""One conversation's turns: what was written is stored, and the engine answers it.

The session decides nothing about windows and knows no Qt.
"""

from __future__ import annotations

import msgspec

from parley.chat.answering import Answering, SessionListener
from parley.chat.context import fullness, larger_context, smaller_context
from parley.chat.remedies import Remedy, remedies
from parley.chat.turn import Turn, can_continue, continuing
from parley.chat.values import Attachment, FullChoice, MessageError, StoredMessage
from parley.core.errors import ParleyError
from parley.engine.protocol import ContextPolicy

__all__ = ["ChatSession", "SessionListener"]


class ChatSession(Answering):
    """What a person does in one conversation."""

    def send(
        self,
        text: str,
        *,
        attachments: tuple[Attachment, ...] = (),
        beside: int | None = None,
    ) -> None:
        """Store `text` and have it answered, as an alternative `beside` another message if given.

        Returns at once. Raises `ParleyError`: `session_busy`, `message_empty`, and what the store
        raises; then nothing was stored and the text is still the caller's.
        """
        self._ready()
        if not text.strip() and not attachments:
            raise ParleyError(
                "message_empty", "There is nothing to send.", hint="Write a message first."
            )
        policy, sampling = self._policy(), self._decided()
        asked, answer = self._store.begin_turn(
            self._conversation_id,
            text,
            model=self._model_name(),
            quantisation=self._quantisation(),
            options=self._options(sampling),
            beside=beside,
            attachments=attachments,
        )
        self._listener.message_added(asked)
        self._begin(Turn(answer, policy, sampling))

    def retry(self) -> None:
        """Have the last message answered once more, beside the answer that is there.

        Raises `ParleyError`: `session_busy`, `nothing_to_retry`, and what the store raises.
        """
        self._retry(self._policy())

    def regenerate(self, message_id: int) -> None:
        """Have a message answered once more, beside its answers; of an answer, what it answers.

        Raises `ParleyError`: `session_busy`, `nothing_to_retry`, and what the store raises.
        """
        self._ready()
        self._answer_again(self._store.message(message_id), self._policy())

    def proceed(self, message_id: int) -> None:
        """Go on with an answer that was stopped, in its own place.

        Raises `ParleyError`: `session_busy`, `nothing_to_continue`, and what the store raises,
        among it `not_last`.
        """
        self._ready()
        if not can_continue(self._store.message(message_id)):
            raise ParleyError(
                "nothing_to_continue",
                "This answer is complete, so there is nothing to continue.",
                hint="Ask for more, or have it answered again.",
            )
        policy, sampling = self._policy(), self._decided()
        answer = self._store.resume_answer(message_id)
        self._begin(continuing(answer, policy, sampling, self._model_name()))

    def resolve_full(self, choice: FullChoice, *, remember: bool = False) -> None:
        """Go on after an answer that failed with `context_full` or `message_too_long`.

        Args:
            choice: `trim_oldest` answers without the oldest turns, `larger` loads the model with
                a larger context window, `stop` leaves the conversation as it is.
            remember: make `trim_oldest` or `stop` this conversation's policy.

        Raises `ParleyError`: `session_busy`, `context_not_full`, `context_limit` (no larger window
        would help), and what the store raises.
        """
        self._ready()
        if self.full is None:
            raise ParleyError(
                "context_not_full",
                "The last answer did not fail for lack of context.",
                hint="Send the next message as usual.",
            )
        if remember and choice != "larger":
            self._store.set_policy(self._conversation_id, choice)
            if self.policy is not None:
                self.policy = choice
        if choice == "larger":
            self._resize(self.larger)
            self._retry(self._policy())
        elif choice == "trim_oldest":
            self._retry("trim_oldest")

    @property
    def full(self) -> MessageError | None:
        """The error to resolve with `resolve_full`, if the last answer has it, else None."""
        return fullness(self._store.leaf(self._conversation_id))

    @property
    def larger(self) -> int | None:
        """The context window, in tokens, that `larger` would load; None where it cannot help."""
        full, loaded = self.full, self._engine.model or self._slot.loaded
        if full is None or loaded is None or self.model is None:
            return None
        context = full.details.get("context", loaded.context)
        prompt = full.details.get("prompt_tokens", context)
        return larger_context(prompt, context, loaded.context_trained)

    @property
    def smaller(self) -> int | None:
        """The context window, in tokens, that `smaller` would load; None where it is small."""
        if self.model is None:
            return None
        there = self._engine.model or self._slot.loaded
        return smaller_context(self.model.options.context or (there.context if there else 0))

    @property
    def remedies(self) -> tuple[Remedy, ...]:
        """What `repair` can do about the last answer, if it failed; the likeliest first."""
        answer = self._store.leaf(self._conversation_id)
        if answer is None or answer.error is None:
            return ()
        return remedies(answer.error, larger=self.larger, smaller=self.smaller)

    def repair(self, remedy: Remedy) -> None:
        """Do something about an answer that failed, and have it answered again.

        `smaller` takes the largest smaller context that is known to fit; `log` is the window's to
        show. Raises `ParleyError` as `resolve_full` and `retry` do.
        """
        self._ready()
        if remedy in {"trim_oldest", "stop", "larger"}:
            self.resolve_full(remedy)
        elif remedy == "free":
            self._slot.free()
            self.retry()
        elif remedy == "smaller":
            self._resize(self._fitting(self.smaller))
            self.retry()
        elif remedy == "retry":
            self.retry()

    # -- inside ----------------------------------------------------------------------------------

    def _policy(self) -> ContextPolicy:
        return self.policy or self._store.conversation(self._conversation_id).policy

    def _retry(self, policy: ContextPolicy) -> None:
        self._ready()
        self._answer_again(self._store.leaf(self._conversation_id), policy)

    def _answer_again(self, message: StoredMessage | None, policy: ContextPolicy) -> None:
        parent: int | None = None
        if message is not None:
            parent = message.parent_id if message.role == "assistant" else message.id
        if parent is None:
            raise ParleyError(
                "nothing_to_retry",
                "There is no message to answer yet.",
                hint="Write a message first.",
            )
        sampling = self._decided()
        answer = self._store.begin_answer(
            parent,
            model=self._model_name(),
            quantisation=self._quantisation(),
            options=self._options(sampling),
        )
        self._begin(Turn(answer, policy, sampling))

    def _fitting(self, size: int | None) -> int | None:
        """Return `size`, or the next smaller one that fits into memory; the smallest if none."""
        while size is not None and self.model is not None:
            options = msgspec.structs.replace(self.model.options, context=size)
            below = smaller_context(size)
            if below is None or self._fits(msgspec.structs.replace(self.model, options=options)):
                return size
            size = below
        return size

    def _resize(self, size: int | None) -> None:
        if size is None or self.model is None:
            raise ParleyError(
                "context_limit",
                "This model cannot be loaded with another context window.",
                safe="The conversation is complete and stays as it is.",
                hint="Leave out the oldest messages, or begin a new conversation.",
            )
        self._before = self.model
        options = msgspec.structs.replace(self.model.options, context=size)
        self.model = msgspec.structs.replace(self.model, options=options)
