"""Keeps what is written in a window and not sent, in step with other windows at the same place."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from parley.chat.drafts import Draft, Drafts, Place, in_message, joined
from parley.core.errors import ParleyError
from parley.ui.chat.composer import Composer
from parley.ui.chat.transcript import Transcript

#: Milliseconds from a key to the disk, at most.
SOON = 400
#: Milliseconds until a disk that refused is asked again.
AGAIN = 2000


class Drafting(QObject):
    """Follows one composer from place to place, and what is made of messages in the transcript.

    `refused` says, once, that nothing is kept.
    """

    refused = Signal(str)

    def __init__(
        self, store: Drafts, composer: Composer, transcript: Transcript, parent: QObject
    ) -> None:
        """Keep nothing until `show` says where it is being written."""
        super().__init__(parent)
        self._store, self._composer, self._transcript = store, composer, transcript
        self._place: Place | None = None
        self._kept = Draft()
        self._beside: float | None = None
        self._edits: dict[int, str] = {}
        # What was refused of places that were left, behind what was kept there before: it is there
        # when they are shown again.
        self._held: dict[Place, tuple[Draft, Draft]] = {}
        self._said = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.keep)
        composer.edited.connect(self._edited)
        transcript.rewritten.connect(self._edited)

    def show(self, place: Place) -> None:
        """Keep what is there, and have in the composer what was being written at `place`.

        Messages of its conversation are to be shown after this.
        """
        if place == self._place:
            return
        self.keep()
        if self._place is not None and self._now != self._kept:
            self._held[self._place] = self._kept, self._now
        draft, edits, beside = Draft(), {}, None
        try:
            _, beside = self._store.draft_text(place)
            draft = self._store.draft(place)
            if place.conversation_id is not None:
                edits = self._store.edits(place.conversation_id)
        except ParleyError as error:
            self._say(error)
        self._place, self._kept, self._edits, self._beside = place, draft, edits, beside
        self._transcript.begin_edits(edits)
        shown = joined(*self._held.get(place, (draft, draft)), draft)
        self._composer.set_attachments(shown.attachments)
        self._composer.set_text(shown.text)
        self._timer.stop()
        if self._held:
            self._timer.start(AGAIN)

    def begun(self, place: Place) -> None:
        """Take in that what is written belongs to `place` from now on; nothing stays behind."""
        if self._place is not None and place != self._place:
            before, self._place = self._place, place
            self._kept, self._edits, self._beside = Draft(), {}, None
            self._try(before, Draft())

    def catch_up(self) -> None:
        """Take in what was written at this place in another window.

        What was typed here meanwhile stays, and what was typed there.
        """
        if self._place is None:
            return
        try:
            stored = self._stored(self._place)
        except ParleyError:
            return  # It is looked at again before anything is kept.
        before, here = self._kept, self._now
        self._kept = stored
        if stored == before:
            return
        wanted = joined(before, here, stored)
        if wanted != here:
            self._composer.set_attachments(wanted.attachments)
            if wanted.text != here.text:
                self._composer.set_text(wanted.text)
        if wanted != stored:
            self._edited()

    def keep(self) -> None:
        """Keep what is there now."""
        self._timer.stop()
        for place, held in tuple(self._held.items()):
            if place == self._place or self._try_held(place, *held):
                del self._held[place]
        if self._now != self._kept:
            # Nothing that is kept by now is overwritten unseen.
            self.catch_up()
        now = self._now
        if (
            self._place is not None
            and now != self._kept
            and self._try(self._place, now, self._kept)
        ):
            self._kept = now
        if self._place is not None and self._place.conversation_id is not None:
            self._keep_edits(self._place.conversation_id)

    def _stored(self, place: Place) -> Draft:
        """Return what is kept; attachments, which may be megabytes, are read if others are."""
        text, beside = self._store.draft_text(place)
        if beside != self._beside:
            self._beside = beside
            return self._store.draft(place)
        return Draft(text, self._kept.attachments)

    @property
    def _now(self) -> Draft:
        return Draft(self._composer.text, self._composer.attachments)

    def _keep_edits(self, conversation_id: int) -> None:
        now = self._transcript.edits
        # What is on another branch is not shown, and stays as it was kept.
        ended = {key for key in self._edits if self._transcript.message(key)} - now.keys()
        for key in ended | now.keys():
            text = now.get(key, "")
            if text != self._edits.get(key, "") and self._try(
                in_message(key, conversation_id), Draft(text)
            ):
                self._edits[key] = text

    def _edited(self) -> None:
        # Not begun anew by each key, so that nothing is older than that on the disk.
        if not self._timer.isActive():
            self._timer.start(SOON)

    def _try(self, place: Place, draft: Draft, before: Draft | None = None) -> bool:
        try:
            self._store.keep_draft(place, draft, before)
        except ParleyError as error:
            self._say(error)
            self._timer.start(AGAIN)
            return False
        self._said = False
        return True

    def _try_held(self, place: Place, before: Draft, draft: Draft) -> bool:
        """Keep what was refused, and what another window has kept there since."""
        try:
            stored = self._store.draft(place)
        except ParleyError as error:
            self._say(error)
            self._timer.start(AGAIN)
            return False
        return self._try(place, joined(before, draft, stored))

    def _say(self, error: ParleyError) -> None:
        if not self._said and error.code != "database_busy":
            self._said = True
            self.refused.emit(str(error))
