"""One answer at a time: it is asked for, every event is kept, and the listener told.

What a person does is in `session`. Everything runs on one thread, the owner's; `post` brings the
engine's events there.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

import msgspec

from parley.chat.keeping import Keeper
from parley.chat.prompt import build
from parley.chat.reach import reached
from parley.chat.slot import ModelSlot
from parley.chat.store import ChatStore
from parley.chat.turn import Turn, failure, figures_of, options_of, together
from parley.chat.values import (
    AnswerOptions,
    Conversation,
    Figures,
    MessageError,
    MessageNote,
    MessageStatus,
    ModelChoice,
    Progress,
    SessionState,
    StoredMessage,
)
from parley.core.errors import ParleyError
from parley.engine.protocol import (
    ContextPolicy,
    Done,
    Engine,
    Event,
    Failed,
    FinishReason,
    Loaded,
    LoadProgress,
    Note,
    OnEvent,
    Prefill,
    Sampling,
    Token,
)

_TRIMMED = (
    "The oldest messages were left out, because the conversation is longer than the model can see"
    " at once."
)


class SessionListener(Protocol):
    """Whoever shows the conversation. Called on the owner's thread."""

    def message_added(self, message: StoredMessage) -> None:
        """Show a new message, below its parent.

        Where another message with the same parent is shown, the new one is an alternative to it
        and takes its place, along with everything below.
        """

    def message_changed(self, message: StoredMessage) -> None:
        """Show that text came, or that an answer ended. Comes with every piece of text."""

    def state_changed(self, state: SessionState) -> None:
        """Show the state, or the new `ChatSession.progress` of the same state."""

    def note(self, text: str) -> None:
        """Say, in passing, what was done differently from what was asked."""


class Answering:
    """The turn of one conversation that is being answered, if one is.

    Text is committed while it streams, at most every `keeping.COMMIT_EVERY` seconds, and once more
    at the end. Where the disk refuses, the text stays here and is offered to the store again.
    """

    def __init__(
        self,
        store: ChatStore,
        engine: Engine,
        conversation_id: int,
        *,
        listener: SessionListener,
        post: Callable[[Callable[[], None]], None],
        model: ModelChoice | None = None,
        slot: ModelSlot | None = None,
        sampling: Sampling | None = None,
        policy: ContextPolicy | None = None,
        clock: Callable[[], float] = time.monotonic,
        keeps_reasoning: Callable[[str], bool | None] = lambda _path: None,
        fits: Callable[[ModelChoice], bool] = lambda _choice: True,
    ) -> None:
        """Serve the conversation `conversation_id`; nothing is sent or loaded yet.

        Args:
            post: runs a function on the owner's thread, in order; called from the engine's.
            model: what answers; loaded when it is not there. None takes what the engine holds.
            slot: shared by all sessions of `engine`, so that none loads again what is there.
            policy: what to do with a full context; None is the conversation's own.
            keeps_reasoning: tells of a model file whether the reasoning of earlier answers belongs
                into its prompts; None leaves it to the model's template.
            fits: tells whether a load would find the memory it needs, as far as is known.
        """
        self.model = model
        self.sampling = sampling or Sampling()
        self.policy = policy
        self._store = store
        self._engine = engine
        self._conversation_id = conversation_id
        self._listener = listener
        self._post = post
        self._slot = slot or ModelSlot(engine)
        self._clock = clock
        self._keeps_reasoning = keeps_reasoning
        self._fits = fits
        self._keeper = Keeper(store, clock, listener.note)
        self._turn: Turn | None = None
        self._state = SessionState.IDLE
        self._progress: Progress | None = None
        self._before: ModelChoice | None = None
        self._said: set[str] = set()

    @property
    def conversation_id(self) -> int:
        """Id of the conversation in the store."""
        return self._conversation_id

    @property
    def state(self) -> SessionState:
        """What the conversation is doing."""
        return self._state

    @property
    def progress(self) -> Progress | None:
        """How far the load or the prefill is; None where it is not known."""
        return self._progress

    @property
    def live(self) -> StoredMessage | None:
        """The answer that is being made, with all the text that came; None when idle."""
        return self._turn.message() if self._turn is not None else None

    def stop(self) -> None:
        """End the load, the prefill or the answer; text that came stays. Does nothing when idle."""
        turn = self._turn
        if turn is None or turn.stopping:
            return
        turn.stopping = True
        self._change(SessionState.STOPPING)
        if turn.job is not None:
            self._engine.stop(turn.job)

    def flush(self) -> bool:
        """Commit what is not committed yet. Return whether everything is in the store now."""
        turn = self._turn
        refusal = self._keeper.settle()
        if turn is not None:
            refusal = self._keeper.grow(turn.so_far(), now=True)
        return refusal is None

    def close(self) -> None:
        """End the turn now, its text kept and marked as interrupted; later events are dropped."""
        turn = self._turn
        if turn is not None:
            turn.stopping = True
            self._end(turn, "interrupted")
            if turn.job is not None:
                self._engine.stop(turn.job)
        self.flush()

    # -- what the engine says --------------------------------------------------------------------

    def handle(self, event: Event) -> None:
        """Take one event, on the owner's thread. One of another job is dropped."""
        turn = self._turn
        if turn is None:
            return
        if turn.job is None:
            turn.job = event.job
        elif event.job != turn.job:
            return
        match event:
            case Failed():
                self._failed(turn, event)
            case Loaded():
                if turn.load is not None:
                    self._loaded(turn, turn.load, event)
            case Done():
                status: MessageStatus = (
                    "stopped" if event.finish_reason == "stopped" else "complete"
                )
                figures = figures_of(event)
                self._slot.ran(event)
                self._end(turn, status, finish_reason=event.finish_reason, figures=figures)
            case Token():
                self._token(turn, event)
            case Note():
                self._noted(turn, event)
            case LoadProgress():
                self._change(SessionState.LOADING, Progress(event.fraction))
            case Prefill():
                turn.meter.reading(event, self._clock())
                fraction = event.done / event.total if event.total else 1.0
                self._change(
                    SessionState.PREFILL,
                    Progress(fraction, event.done, event.total, event.cached),
                )

    # -- a turn ----------------------------------------------------------------------------------

    def _begin(self, turn: Turn) -> None:
        self._turn = turn
        self._keeper.begin()
        if turn.base:
            self._listener.message_changed(turn.message())
        else:
            self._listener.message_added(turn.answer)
        if self._turn is not turn:
            return
        if turn.stopping:
            self._end(turn, "stopped")
        elif self.model is not None and not self._slot.holds(self.model):
            choice = turn.load = self.model
            self._change(SessionState.LOADING)
            self._ask(turn, lambda listen: self._slot.load(choice, listen))
        else:
            self._stream(turn)

    def _stream(self, turn: Turn) -> None:
        try:
            conversation = self._store.conversation(self._conversation_id)
            parent = turn.answer.parent_id
            branch = [] if parent is None else self._branch(turn, parent)
        except ParleyError as error:
            self._end(turn, "failed", error=failure(error))
            return
        if turn.base:
            # What the prompt ends with, the model goes on with.
            branch.append(msgspec.structs.replace(turn.answer, content=turn.base))
        turn.prompt = prompt = build(
            conversation.system_prompt,
            branch,
            leave_out_reasoning=self._keeps(conversation) is False,
        )
        turn.meter.start(self._clock())
        self._change(SessionState.PREFILL)
        self._ask(
            turn,
            lambda listen: self._engine.stream(
                prompt.messages,
                listen,
                sampling=turn.sampling,
                policy=turn.policy,
                conversation=str(self._conversation_id),
                date=conversation.day,
            ),
        )

    def _branch(self, turn: Turn, parent: int) -> list[StoredMessage]:
        """Return what is above the answer; of a very long conversation, what could be seen.

        What no window of the size that is loaded would hold says enough: the engine leaves out the
        oldest of it, or says that it does not fit. Only then it matters whether a larger one would.
        """
        loaded = self._engine.model or self._slot.loaded
        if loaded is None:
            return self._store.branch(parent)
        most = max(loaded.context, loaded.context_trained) if turn.whole else loaded.context
        branch = reached(self._store, parent, most)
        above = branch[0].parent_id if branch else None
        turn.short = above is not None
        if not turn.short or turn.policy != "trim_oldest":
            return branch
        first = next((i for i, each in enumerate(branch) if each.role == "user"), 0)
        branch = branch[first:]
        newest = branch[0].parent_id
        turn.notes.append(MessageNote("trimmed", _TRIMMED, (newest,) if newest else ()))
        return branch

    def _keeps(self, conversation: Conversation) -> bool | None:
        keeps = conversation.options.keep_reasoning
        if keeps is None and self.model is not None:
            keeps = self._keeps_reasoning(self.model.path)
        return keeps

    def _ask(self, turn: Turn, start: Callable[[OnEvent], int]) -> None:
        turn.job = None
        turn.asked += 1
        number = turn.asked

        def listen(event: Event) -> None:
            self._post(lambda: self._deliver(turn, number, event))

        try:
            job = start(listen)
        except ParleyError as error:
            self._end(turn, "failed", error=failure(error))
            return
        # An engine may have told everything already, and this turn may have gone on from there.
        if turn.asked == number:
            turn.job = job
            if turn.stopping:
                self._engine.stop(job)

    def _deliver(self, turn: Turn, number: int, event: Event) -> None:
        if turn is self._turn and turn.asked == number:
            self.handle(event)

    def _loaded(self, turn: Turn, choice: ModelChoice, event: Loaded) -> None:
        self._slot.settle(choice, event)
        turn.load = None
        self._before = None
        if turn.stopping:
            self._end(turn, "stopped")
        else:
            self._stream(turn)

    def _token(self, turn: Turn, event: Token) -> None:
        turn.write(event.text, self._clock())
        if turn.short and turn.policy != "trim_oldest":
            # More fits into the window of this model than of any other.
            turn.short = False
            turn.notes.append(MessageNote("trimmed", _TRIMMED))
        self._change(SessionState.GENERATING)
        self._listener.message_changed(turn.message())
        if turn is self._turn:
            refusal = self._keeper.grow(turn.so_far())
            if refusal is not None and refusal.code == "message_gone":
                self.stop()

    def _noted(self, turn: Turn, event: Note) -> None:
        dropped = turn.prompt.stored(event.dropped) if turn.prompt else ()
        note = MessageNote(event.code, event.text, dropped)
        if event.code == "trimmed":
            # What lies above the newest of them was left out as well, and may be very much.
            short = any(each.code == "trimmed" for each in turn.notes)
            text = _TRIMMED if short else event.text
            note = MessageNote(event.code, text, dropped[-1:])
            turn.notes[:] = [each for each in turn.notes if each.code != "trimmed"]
        turn.notes.append(note)
        self._listener.message_changed(turn.message())
        if note.text not in self._said:
            self._said.add(note.text)
            self._listener.note(note.text)

    def _failed(self, turn: Turn, event: Failed) -> None:
        loaded = self._engine.model or self._slot.loaded
        larger = loaded is not None and loaded.context_trained > loaded.context
        if event.code == "context_full" and turn.short and larger and not turn.whole:
            # Not yet known is whether a larger window would hold it, and how large.
            turn.whole = True
            if not turn.stopping:
                self._stream(turn)
                return
        before, self._before = self._before, None
        if turn.load is not None and before is not None and self.model == turn.load:
            # The larger context did not load; the next message gets the one that did.
            self.model = before
        if turn.stopping or event.code == "cancelled":
            # Asked for, whichever way the engine had to take.
            self._end(turn, "stopped", finish_reason="stopped")
        else:
            self._end(turn, "failed", error=failure(event))

    def _end(
        self,
        turn: Turn,
        status: MessageStatus,
        *,
        finish_reason: FinishReason | None = None,
        figures: Figures | None = None,
        error: MessageError | None = None,
    ) -> None:
        if turn.load is not None:
            self._slot.settle(turn.load, None)
        if figures is None:
            figures = turn.meter.figures(turn.sampling.seed)
        message = msgspec.structs.replace(
            turn.message(),
            status=status,
            model=turn.answer.model or self._model_name(),
            quantisation=turn.answer.quantisation or self._quantisation(),
            finish_reason=finish_reason,
            figures=together(turn.before, figures),
            error=error,
        )
        self._keeper.end(message)
        self._listener.message_changed(message)
        self._turn = None
        self._change(SessionState.IDLE)

    # -- inside ----------------------------------------------------------------------------------

    def _ready(self) -> None:
        if self._turn is not None:
            raise ParleyError(
                "session_busy",
                "The model is still answering in this conversation.",
                safe="What you wrote is still in the box.",
                hint="Wait for the answer, or stop it first.",
            )
        refusal = self._keeper.settle()
        if refusal is not None and self._keeper.holds:
            raise refusal

    def _model_name(self) -> str | None:
        if self.model is not None:
            return self.model.name
        loaded = self._engine.model
        return loaded.name if loaded is not None else None

    def _quantisation(self) -> str | None:
        return (self.model.quantisation or None) if self.model is not None else None

    def _decided(self) -> Sampling:
        """Return the sampling with the seed that is fixed for the conversation, if one is."""
        seed = self._store.conversation(self._conversation_id).seed
        if seed is None:
            return self.sampling
        return msgspec.structs.replace(self.sampling, seed=seed)

    def _options(self, sampling: Sampling) -> AnswerOptions:
        return options_of(sampling, self.model.options if self.model else None)

    def _change(self, state: SessionState, progress: Progress | None = None) -> None:
        if self._turn is not None and self._turn.stopping and state != SessionState.STOPPING:
            return
        if (state, progress) != (self._state, self._progress):
            self._state, self._progress = state, progress
            self._listener.state_changed(state)
