"""What the composer asks for and the page does not do itself: tokens, files, attachments."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from parley.chat import attachments, pictures
from parley.chat.beginning import Beginning
from parley.chat.counting import TokenCounter
from parley.chat.session import ChatSession
from parley.chat.values import Attachment, Conversation
from parley.core.errors import ParleyError
from parley.engine.protocol import Engine
from parley.ui.chat.branching import Branching
from parley.ui.chat.composer import Composer
from parley.ui.chat.composing.edit import holds_picture, picture_in, text_files
from parley.ui.chat.composing.viewer import attachment_dialog
from parley.ui.chat.picture_viewer import show_picture
from parley.ui.chat.pictures import prepared, written
from parley.ui.chat.transcript import Transcript
from parley.ui.notice import Notice
from parley.ui.services import Services

_log = logging.getLogger(__name__)


class Page(Protocol):
    """The page with the composer."""

    composer: Composer
    transcript: Transcript
    notice: Notice
    branching: Branching

    @property
    def conversation(self) -> Conversation | None:
        """The conversation on the screen; None is a new one."""

    @property
    def setup(self) -> Beginning:
        """What is set of it."""

    @property
    def session(self) -> ChatSession | None:
        """Its session, if it had one."""

    @property
    def running(self) -> bool:
        """Whether an answer is being made in it."""

    def send(self, text: str, attached: tuple[Attachment, ...] = ()) -> None:
        """Send a message."""

    def stop(self) -> None:
        """Stop the answer."""

    def refuse(self, error: ParleyError) -> None:
        """Say why something was not done."""


class Writing(QObject):
    """Serves the composer of one page."""

    def __init__(
        self,
        page: Page,
        services: Services,
        post: Callable[[Callable[[], None]], None],
        window: QWidget,
    ) -> None:
        """Serve `page`. `post` runs a function on its thread; any thread may call it."""
        super().__init__(window)
        self._page, self._services, self._window = page, services, window
        self._poster, self._left = post, False
        # Held while Qt works on a picture in a thread.
        self._preparing = threading.Lock()
        self._counter = TokenCounter(self._post, page.composer.show_tally)
        self._paths: dict[str, str] = {}
        # How many lots of files are being read, by the conversation; None is a new one.
        self._reading: Counter[int | None] = Counter()
        self._insisting: tuple[int, str, tuple[Attachment, ...]] | None = None
        composer = page.composer
        composer.reading = lambda: self._reading[self._key(page.conversation)] > 0
        composer.count_asked.connect(self._count)
        composer.attach_asked.connect(self.ask_files)
        composer.files_given.connect(self.attach)
        composer.picture_given.connect(self.attach_picture)
        composer.attachment_asked.connect(self.open_attachment)
        composer.last_asked.connect(self.edit_last)
        composer.insisted.connect(self.insist)
        self.take_settings()

    def take_settings(self) -> None:
        """Do as the settings say now."""
        settings = self._services.settings
        self._page.composer.set_keys(settings.send_with, settings.attach_over)
        self._page.transcript.set_send_with(settings.send_with)

    def leave(self) -> None:
        """Hear nothing any more: the window closes.

        A picture that is being made ready is: a thread that decodes while Qt ends would bring the
        program down.
        """
        self._left = True
        with self._preparing:
            pass

    def _prepared(self, data: bytes, media: str) -> bytes:
        """Return a picture ready to be kept, as `prepared` does, in a thread."""
        with self._preparing:
            if self._left:
                raise ValueError("nobody waits for it")
            return prepared(data, media)

    def _written(self, image: QImage) -> bytes:
        """Return an image as a file, in a thread."""
        with self._preparing:
            return b"" if self._left else written(image, "png")

    def _post(self, function: Callable[[], None]) -> None:
        """Run `function` on the page's thread, if the page is still there then."""
        self._poster(lambda: None if self._left else function())

    # -- attachments -----------------------------------------------------------------------------

    def takes(self, dragged: QMimeData) -> bool:
        """Whether what is dragged may go with the message or into it."""
        return (
            bool(text_files(dragged))
            or holds_picture(dragged)
            or (dragged.hasText() and not dragged.hasUrls())
        )

    def hover(self, *, over: bool) -> None:
        """Show that what is dragged over the page can be dropped there."""
        self._page.composer.set_dropping(over)

    def take(self, dropped: QMimeData) -> bool:
        """Take what was dropped. Return whether it was anything."""
        self.hover(over=False)
        if files := text_files(dropped):
            self.attach(files)
        elif holds_picture(dropped):
            self.attach_picture(picture_in(dropped))
        elif dropped.hasText() and not dropped.hasUrls():
            self._page.composer.edit.insertFromMimeData(dropped)
            self._page.composer.edit.setFocus()
        else:
            return False
        return True

    def ask_files(self) -> None:
        """Let files be chosen that go with the message."""
        dialog = QFileDialog(self._window, self.tr("Attach files"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self.attach)
        dialog.open()

    def attach(self, paths: list[str]) -> None:
        """Read files and have them go with the message; what cannot go is said."""
        files = [Path(path) for path in paths]
        self._attach(
            [(file.name, partial(attachments.read, file, self._prepared)) for file in files]
        )

    def attach_picture(self, given: bytes | QImage) -> None:
        """Have a picture that was pasted or dropped go with the message."""
        name = self.tr("picture")

        def read() -> Attachment:
            data = given if isinstance(given, bytes) else self._written(given)
            ending = pictures.ENDINGS.get(pictures.media_of(data), "")
            return pictures.attachment(name + ending, data, self._prepared)

        self._attach([(name, read)])

    def _attach(self, wanted: list[tuple[str, Callable[[], Attachment]]]) -> None:
        """Have what `wanted` returns go with the message, each by its name; it may take a while."""
        conversation = self._page.conversation
        room = max(0, attachments.MOST - len(self._page.composer.attachments))
        left_out = len(wanted[room:])
        self._reading[self._key(conversation)] += 1

        def read() -> None:
            found, refused = [], []
            for name, each in wanted[:room]:
                try:
                    found.append(each())
                except ParleyError as error:
                    refused.append(error)
                except Exception as error:
                    # The message waits for this: it must be told that nothing comes.
                    _log.exception("a file that was to go with a message could not be read")
                    refused.append(attachments.unreadable(name, type(error).__name__))
            self._post(lambda: self._attached(conversation, found, refused, left_out))

        threading.Thread(target=read, name="read-attachments", daemon=True).start()

    def _attached(
        self,
        conversation: Conversation | None,
        found: list[Attachment],
        refused: list[ParleyError],
        left_out: int,
    ) -> None:
        said = [str(error) for error in refused]
        here, there = self._key(self._page.conversation), self._key(conversation)
        self._reading[there] -= 1
        if here != there and found:
            names = ", ".join(each.name for each in found)
            said.append(
                self.tr("Not attached, because another conversation was opened: {names}.").format(
                    names=names
                )
            )
            found = []
        for each in found:
            left_out += not self._page.composer.attach(each)
        if left_out:
            said.append(
                self.tr("A message takes {most} attachments; the others were left out.").format(
                    most=attachments.MOST
                )
            )
        if said:
            self._page.notice.say(" ".join(said), bad=True)
        self._page.composer.edit.setFocus()
        if said or not self._page.composer.reading():
            self._page.composer.go_on(whole=not said)

    @staticmethod
    def _key(conversation: Conversation | None) -> int | None:
        return conversation.id if conversation is not None else None

    def open_attachment(self, place: int) -> None:
        """Show an attachment, to be read, put into the message, or removed."""
        composer = self._page.composer
        attachment = composer.attachments[place]
        if attachment.is_picture:
            show_picture(attachment, composer.chips.pictures, self._window)
            return
        buttons = {
            "close": self.tr("Close"),
            "into": self.tr("Put into the message"),
            "remove": self.tr("Remove"),
        }
        dialog = attachment_dialog(attachment, buttons, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def act() -> None:
            if composer.attachments[place : place + 1] != (attachment,):
                return
            if dialog.chosen == "into":
                composer.put_in(place)
            elif dialog.chosen == "remove":
                composer.remove_attachment(place)

        dialog.accepted.connect(act)
        dialog.open()

    # -- messages --------------------------------------------------------------------------------

    def edit_last(self) -> None:
        """Change the last message that the person wrote."""
        try:
            written = [each for each in self._page.branching.messages() if each.role == "user"]
        except ParleyError as error:
            self._page.refuse(error)
            return
        if written:
            self._page.branching.do("edit", written[-1].id)

    def insist(self, text: str, attached: tuple[Attachment, ...]) -> None:
        """Send a message, and stop the answer first that is being made."""
        session = self._page.session
        if session is None or not self._page.running:
            self._page.send(text, attached)
            return
        self._insisting = session.conversation_id, text, attached
        session.stop()

    def stopped(self) -> None:
        """Go on with a message that waited for this. Called when a session's state changed."""
        if self._insisting is not None and not (self._is_on_screen() and self._page.running):
            # Whoever else listens hears first that the answer has ended.
            self._post(self._go_on)

    def _go_on(self) -> None:
        waiting, here = self._insisting, self._is_on_screen()
        self._insisting = None  # Elsewhere, it is kept as a draft.
        if waiting is not None and here:
            self._page.send(*waiting[1:])

    def _is_on_screen(self) -> bool:
        here = self._page.conversation
        return here is not None and self._insisting is not None and here.id == self._insisting[0]

    # -- tokens ----------------------------------------------------------------------------------

    def _count(self, texts: tuple[str, ...]) -> None:
        self._counter.count(texts, self._engine())

    def _engine(self) -> Engine | None:
        """Return the engine where it holds the model of the conversation on the screen."""
        engine = self._services.engine
        if engine is None or engine.model is None:
            return None
        _, slot = self._services.start_engine()
        return engine if slot.path == self._path() else None

    def _path(self) -> str:
        """Return the file of the model that would answer, looked up once for each name."""
        options = self._page.setup.options
        name = options.model or self._services.settings.model
        if name not in self._paths:
            try:
                self._paths[name] = self._services.choice_for(options).path
            except ParleyError:
                return ""  # It is said when something is to be answered.
        return self._paths[name]
