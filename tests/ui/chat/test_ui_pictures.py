"""Pictures in conversations: attached, shown small and large, in Markdown, from nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from threading import Event

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QSize, Qt, QThread, QUrl
from PySide6.QtGui import (
    QAction,
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QImageReader,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from helpers.pictures import GIF, png, png_head
from helpers.scripted_engine import ScriptedEngine
from parley.application import Application
from parley.chat import pictures
from parley.chat.values import Attachment
from parley.core.errors import ParleyError
from parley.ui import theme
from parley.ui.chat.message import MessageView
from parley.ui.chat.picture_viewer import PictureViewer
from parley.ui.chat.pictures import Album, Pictures, fitted, prepared, written
from parley.ui.chat.text import MessageText
from parley.ui.main_window import MainWindow

Tell = Callable[..., None]

RED = QColor(200, 60, 20)
CAT = Attachment("cat.png", media="image/png", data=png(300, 200))
WIDE = Attachment("wide.png", media="image/png", data=png(2000, 500))


def photo(form: str, size: QSize, *, alpha: bool = False) -> bytes:
    """Return noise, which no format makes small."""
    noise = Random(1).randbytes(4 * size.width() * size.height())
    kind = QImage.Format.Format_ARGB32 if alpha else QImage.Format.Format_RGB32
    image = QImage(noise, size.width(), size.height(), kind)
    return written(image, form)


def send(window: MainWindow, tell: Tell, text: str, *attached: Attachment) -> MessageView:
    """Send a message and have it answered; return its view."""
    window.page.send(text, attached)
    tell()
    return window.page.transcript.views[-2]


def viewer(qtbot: QtBot, window: MainWindow) -> PictureViewer:
    """Return the window of a picture that is open."""
    found: list[PictureViewer] = []

    def there() -> bool:
        found[:] = [one for one in window.findChildren(PictureViewer) if one.isVisible()]
        return bool(found)

    qtbot.waitUntil(there)
    return found[0]


def close(qtbot: QtBot, window: MainWindow) -> None:
    """Close the window of a picture by Esc."""
    one = viewer(qtbot, window)
    qtbot.keyClick(one, Qt.Key.Key_Escape)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert window.findChildren(PictureViewer) == []


# -- decoding ------------------------------------------------------------------------------------


def test_a_picture_that_is_small_enough_is_kept_byte_for_byte(app: QApplication) -> None:
    for data in (png(300, 200), GIF, photo("jpeg", QSize(64, 40)), photo("webp", QSize(64, 40))):
        assert prepared(data, pictures.media_of(data)) == data


@pytest.mark.parametrize(
    ("form", "alpha", "media"),
    [("png", False, "image/jpeg"), ("png", True, "image/webp")],
)
def test_a_large_picture_is_made_smaller_until_it_fits(
    app: QApplication, form: str, alpha: bool, media: str
) -> None:
    data = photo(form, QSize(2400, 1200), alpha=alpha)
    assert len(data) > pictures.MOST_BYTES
    found = pictures.attachment("shot.png", data, prepared)
    assert found.media == media
    assert pictures.is_sound(found)
    width, height = pictures.size_of(found.data) or (0, 0)
    assert width <= 2048
    assert abs(width - 2 * height) <= 2


def test_what_only_begins_as_a_picture_is_refused(app: QApplication) -> None:
    for data in (png_head(30, 20), png(300, 200)[:60], GIF[:20]):
        with pytest.raises(ParleyError) as refusal:
            pictures.attachment("a.png", data, prepared)
        assert refusal.value.code == "picture_damaged"


def test_qt_itself_would_not_decode_more_than_is_allowed(app: QApplication) -> None:
    assert QImageReader.allocationLimit() * 1024**2 >= 4 * pictures.MOST_PIXELS
    assert 0 < QImageReader.allocationLimit() <= 256


def test_a_camera_on_its_side_is_the_right_way_up(app: QApplication, qtbot: QtBot) -> None:
    plain = photo("jpeg", QSize(60, 40))
    # Orientation 6: to be turned by a quarter.
    exif = bytes.fromhex("4578696600004d4d002a000000080001011200030000000100060000000000000000")
    turned = plain[:2] + b"\xff\xe1" + (2 + len(exif)).to_bytes(2, "big") + exif + plain[2:]
    drawn = Pictures()
    one = Attachment("a.jpg", media="image/jpeg", data=turned)
    assert drawn.size(one) == QSize(40, 60)
    drawn.pixmap(one, QSize(20, 30), 1)
    qtbot.waitUntil(lambda: drawn.idle)
    pixmap = drawn.pixmap(one, QSize(20, 30), 1)
    assert pixmap is not None
    assert pixmap.size() == QSize(20, 30)


def test_a_picture_fits_and_is_never_larger_than_it_is() -> None:
    assert fitted(QSize(300, 200), QSize(640, 480)) == QSize(300, 200)
    assert fitted(QSize(2000, 500), QSize(640, 480)) == QSize(640, 160)
    assert fitted(QSize(1, 9000), QSize(640, 480)) == QSize(1, 480)


# -- writing -------------------------------------------------------------------------------------


def test_a_picture_is_dropped_shown_as_a_chip_and_sent_by_its_name(
    window: MainWindow, engine: ScriptedEngine, qtbot: QtBot, tmp_path: Path, tell: Tell
) -> None:
    (tmp_path / "cat.png").write_bytes(CAT.data)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "cat.png"))])
    assert window.page.writing.take(data)
    composer = window.page.composer
    qtbot.waitUntil(lambda: composer.attachments == (CAT,))
    (chip,) = composer.chips.chips
    assert chip.open_button.accessibleName() == "cat.png, 300 × 200 pixels, 1 kB"
    assert composer.unseen.isVisible()
    qtbot.waitUntil(
        lambda: chip.open_button.icon().pixmap(36, 36).toImage().pixelColor(18, 18) == RED
    )
    composer.set_text("What is this?")
    qtbot.keyClick(composer.edit, Qt.Key.Key_Return)
    tell()
    assert not composer.unseen.isVisible()
    asked = engine.requests[-1].messages[-1].content
    assert asked.startswith('<attachment name="cat.png" type="image/png">\n')
    assert asked.endswith("\n\nWhat is this?")


def test_the_chip_of_a_picture_opens_and_removes_it(window: MainWindow, qtbot: QtBot) -> None:
    composer = window.page.composer
    composer.attach(CAT)
    composer.attach(CAT)
    assert [each.name for each in composer.attachments] == ["cat.png", "cat-2.png"]
    qtbot.keyClick(composer.chips.chips[0].open_button, Qt.Key.Key_Return)
    assert viewer(qtbot, window).windowTitle() == "cat.png"
    close(qtbot, window)
    qtbot.keyClick(composer.chips.chips[0].open_button, Qt.Key.Key_Delete)
    assert [each.name for each in composer.attachments] == ["cat-2.png"]


def test_a_picture_is_pasted_and_words_beside_one_are_words(
    window: MainWindow, qtbot: QtBot
) -> None:
    composer = window.page.composer
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(RED)
    for _ in range(2):
        QGuiApplication.clipboard().setImage(image)
        composer.edit.setFocus()
        before = len(composer.attachments)
        qtbot.keyClick(composer.edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda before=before: len(composer.attachments) == before + 1)
    assert [each.name for each in composer.attachments] == ["picture.png", "picture-2.png"]
    assert all(pictures.size_of(each.data) == (30, 20) for each in composer.attachments)
    both = QMimeData()
    both.setImageData(image)
    both.setText("cells of a table")
    composer.edit.insertFromMimeData(both)
    assert composer.text == "cells of a table"


def test_a_picture_that_is_dragged_from_a_page_is_taken_and_its_address_is_not(
    window: MainWindow, qtbot: QtBot
) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/cat.gif")])
    data.setData("image/gif", GIF)
    image = QImage(1, 1, QImage.Format.Format_RGB32)
    data.setImageData(image)
    actions, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(10, 10), actions, data, left, none)
    QApplication.sendEvent(window.page, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(window.page, QDropEvent(QPointF(10, 10), actions, data, left, none))
    qtbot.waitUntil(lambda: bool(window.page.composer.attachments))
    (one,) = window.page.composer.attachments
    assert (one.name, one.data) == ("picture.gif", GIF)
    assert window.page.composer.text == ""


def test_a_picture_that_is_not_sent_is_there_after_a_restart(
    window: MainWindow, open_window: Callable[[], MainWindow]
) -> None:
    window.page.composer.attach(CAT)
    window.page.composer.set_text("Look")
    window.page.drafting.keep()
    window.close()
    again = open_window()
    assert again.page.composer.attachments == (CAT,)
    assert again.page.composer.unseen.isVisible()


def test_a_window_closes_once_no_picture_is_being_made_ready(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing, begun, ready = window.page.writing, Event(), Event()
    noise = photo("png", QSize(1500, 1500))

    def slowly(data: bytes, media: str) -> bytes:
        begun.set()
        while not writing._left:
            QThread.yieldCurrentThread()
        made = prepared(noise, media)
        ready.set()
        return made if data else b""

    monkeypatch.setattr("parley.ui.chat.composing.writing.prepared", slowly)
    (tmp_path / "cat.png").write_bytes(CAT.data)
    writing.attach([str(tmp_path / "cat.png")] * 2)
    qtbot.waitUntil(begun.is_set)
    window.close()
    assert ready.is_set()


# -- messages ------------------------------------------------------------------------------------


def test_pictures_stand_small_below_the_words_and_open(
    window: MainWindow, qtbot: QtBot, tell: Tell
) -> None:
    view = send(window, tell, "Look", CAT, Attachment("n.txt", "x"), WIDE)
    assert [button.accessibleName() for button in view.attached.buttons] == ["n.txt, 1 word"]
    assert view.thumbnails is not None
    first, second = view.thumbnails.thumbnails
    assert (first.accessibleName(), second.accessibleName()) == ("cat.png", "wide.png")
    assert first.size() == QSize(240, 160)
    assert second.size() == QSize(320, 80)
    assert first.mapTo(view, QPoint()).y() > view.text.mapTo(view, QPoint()).y()
    drawn = window.page.transcript.pictures
    first.grab()
    qtbot.waitUntil(lambda: drawn.idle)
    assert first.grab().toImage().pixelColor(120, 80) == RED
    view.set_held(True)
    assert first.focusPolicy() == Qt.FocusPolicy.StrongFocus
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Return)
    one = viewer(qtbot, window)
    assert one.facts.text() == "300 × 200 pixels, 1 kB"
    assert not one.actual.isEnabled()
    qtbot.waitUntil(lambda: one.grab().toImage().pixelColor(one.width() // 2, 100) == RED)
    close(qtbot, window)


def test_the_name_of_an_attachment_has_nothing_loaded_where_it_is_pointed_at(
    window: MainWindow, tell: Tell
) -> None:
    name = "<img src='file:////somewhere/x.png'>"
    pair = Attachment(name, "x"), Attachment(name, media=CAT.media, data=CAT.data)
    view = send(window, tell, name, *pair)
    assert view.thumbnails is not None
    window.page.composer.set_attachments(pair)
    chips = window.page.composer.chips.chips
    widgets = [
        *view.thumbnails.thumbnails,
        *view.attached.buttons,
        *(button for chip in chips for button in (chip.open_button, chip.remove_button)),
        window.page.header.title,
    ]
    for tip in (widget.toolTip() for widget in widgets):
        assert "&lt;img" in tip
        assert "<img" not in tip


def test_a_picture_larger_than_the_screen_is_shown_whole_and_then_as_it_is(
    window: MainWindow, qtbot: QtBot, tell: Tell
) -> None:
    view = send(window, tell, "Look", WIDE)
    assert view.thumbnails is not None
    qtbot.mouseClick(view.thumbnails.thumbnails[0], Qt.MouseButton.LeftButton)
    one = viewer(qtbot, window)
    assert one.actual.isEnabled()
    assert not one.canvas.size().width() > one.width()
    qtbot.mouseClick(one.actual, Qt.MouseButton.LeftButton)
    assert one.canvas.size() == QSize(2000, 500)
    qtbot.mouseClick(one.canvas, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert not one.actual.isChecked()
    close(qtbot, window)


def actions(menu: QMenu) -> dict[str, QAction]:
    """Return what a menu offers, by its words."""
    return {action.text(): action for action in menu.actions() if action.text()}


def test_a_picture_is_copied_and_saved_as_it_came(
    window: MainWindow, qtbot: QtBot, tell: Tell, tmp_path: Path
) -> None:
    named = Attachment("../my: cat.exe", media="image/png", data=CAT.data)
    view = send(window, tell, "Look", named)
    assert view.thumbnails is not None
    found = actions(view.thumbnails.thumbnails[0].context_menu())
    assert list(found) == ["Open picture", "Copy picture", "Save picture as…"]
    found["Copy picture"].trigger()
    copied = QGuiApplication.clipboard().mimeData()
    assert copied.hasImage()
    assert bytes(copied.data("image/png").data()) == CAT.data
    found["Save picture as…"].trigger()
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    assert Path(dialog.selectedFiles()[0]).name == "my cat.exe.png"
    dialog.fileSelected.emit(str(tmp_path / "saved.png"))
    assert (tmp_path / "saved.png").read_bytes() == CAT.data
    dialog.reject()
    QGuiApplication.clipboard().clear()


# -- Markdown ------------------------------------------------------------------------------------


@pytest.fixture
def show(qtbot: QtBot, app: QApplication) -> Callable[..., MessageText]:
    """Return a function that shows Markdown, 600 pixels wide, where there are two pictures."""
    drawn = Pictures(app)
    drawn.find = lambda _key, address: pictures.named(address, (CAT, WIDE))

    def one(words: str, *, plain: bool = False) -> MessageText:
        text = MessageText(theme.LIGHT, album=Album(drawn, 1))
        qtbot.addWidget(text)
        text.resize(600, 100)
        text.show()
        if plain:
            text.show_plain(words)
        else:
            text.show_markdown(words)
        return text

    return one


def objects(text: MessageText) -> int:
    """Return how many pictures stand in a text."""
    return text.document().toRawText().count("\ufffc")


def test_markdown_shows_pictures_of_the_conversation_and_names_all_others(
    show: Callable[..., MessageText],
) -> None:
    text = show(
        "![A *cat*](cat.png) ![far](https://example.org/a.png) ![disk](file:///etc/passwd)"
        " ![data](data:image/png;base64,AAAA) ![none](none.png) ![]( )"
    )
    assert objects(text) == 1
    assert text.toPlainText() == (
        "[Picture: A *cat*] [Picture: far] [Picture: disk] [Picture: data] [Picture: none]"
        " [Picture]"
    )
    assert text.accessibleDescription() == "Pictures: A *cat*"
    text.selectAll()
    assert text.selected_markdown().startswith("![A *cat*](cat.png) ")


def test_a_picture_is_as_wide_as_the_column_at_most(
    show: Callable[..., MessageText], qtbot: QtBot
) -> None:
    text = show("![](wide.png)")
    assert 150 <= text.height() <= 165
    drawn = text.album.pictures
    text.grab()
    qtbot.waitUntil(lambda: drawn.idle)
    assert text.grab().toImage().pixelColor(300, 75) == RED
    height = text.height()
    text.resize(300, height)
    assert 75 <= text.height() <= 90
    # It was decoded once; another width draws the same.
    text.grab()
    assert drawn.idle


def test_a_picture_stands_in_lists_tables_and_beside_words(
    show: Callable[..., MessageText],
) -> None:
    text = show("- ![](cat.png) in a list\n\n| a | b |\n|---|---|\n| ![](cat.png) | x |\n")
    assert objects(text) == 2
    assert text.height() > 400


def test_a_growing_answer_shows_a_picture_once_its_name_is_whole(
    show: Callable[..., MessageText],
) -> None:
    text = show("")
    whole = "Look: ![A cat](cat.png) and more"
    for end in range(1, len(whole) + 1):
        text.show_markdown(whole[:end], growing=True)
        assert "cat.png" not in text.document().toRawText()
        assert objects(text) == (1 if end > whole.index(")") else 0), whole[:end]
    selected = QTextCursor(text.document())
    selected.setPosition(0)
    selected.setPosition(4, QTextCursor.MoveMode.KeepAnchor)
    text.setTextCursor(selected)
    text.show_markdown(whole + " words", growing=True)
    assert text.selected_text() == "Look"
    assert objects(text) == 1


def test_a_message_that_was_typed_shows_its_pictures_and_keeps_its_words(
    show: Callable[..., MessageText],
) -> None:
    typed = "🐈 **Look**\n![my cat](cat.png) and ![x](<wide.png>)\n![y](none.png) *there*"
    text = show(typed, plain=True)
    assert objects(text) == 2
    assert text.toPlainText() == typed
    text.selectAll()
    assert text.selected_text() == typed


def test_a_picture_in_an_answer_opens_by_click_and_by_keys(
    window: MainWindow, engine: ScriptedEngine, tell: Tell, qtbot: QtBot
) -> None:
    engine.will_answer("Here:\n\n![A cat](cat.png)\n\n[no](picture:none.png)")
    send(window, tell, "Look", CAT)
    answer = window.page.transcript.views[-1].text
    assert objects(answer) == 1
    answer.set_reached_by_tab(True)
    answer.setFocus()
    qtbot.keyClick(answer, Qt.Key.Key_Tab)
    qtbot.keyClick(answer, Qt.Key.Key_Return)
    close(qtbot, window)
    place = QPoint(40, answer.height() // 2)
    assert answer.anchorAt(place) == "picture:cat.png"
    qtbot.mouseClick(answer.viewport(), Qt.MouseButton.LeftButton, pos=place)
    close(qtbot, window)
    found = actions(answer.context_menu(place))
    assert "Save picture as…" in found
    assert "Copy link address" not in found
    answer.anchorClicked.emit(QUrl("picture:none.png"))
    assert window.findChildren(PictureViewer) == []


def test_a_picture_of_another_branch_is_not_shown(
    window: MainWindow, engine: ScriptedEngine, tell: Tell, program: Application
) -> None:
    engine.will_answer("![A cat](cat.png)")
    view = send(window, tell, "Look", CAT)
    assert objects(window.page.transcript.views[-1].text) == 1
    engine.will_answer("![A cat](cat.png)")
    session = window.page.session
    assert session is not None
    session.send("Something else", beside=view.message.id)
    tell()
    assert objects(window.page.transcript.views[-1].text) == 0


def test_a_broken_picture_says_so_and_breaks_nothing(
    window: MainWindow, tell: Tell, qtbot: QtBot
) -> None:
    view = send(window, tell, "Look", Attachment("a.png", media="image/png", data=png_head(9, 9)))
    assert view.thumbnails is not None
    thumbnail = view.thumbnails.thumbnails[0]
    thumbnail.grab()
    qtbot.waitUntil(lambda: window.page.transcript.pictures.idle)
    thumbnail.grab()
    qtbot.mouseClick(thumbnail, Qt.MouseButton.LeftButton)
    close(qtbot, window)


def test_pictures_that_are_drawn_take_no_more_memory_than_that(
    app: QApplication, qtbot: QtBot
) -> None:
    drawn = Pictures(app)
    many = [
        Attachment(f"{side}.png", media="image/png", data=png(side, side))
        for side in range(1990, 2000)
    ]
    for one in many:
        drawn.pixmap(one, QSize(2000, 2000), 1)
    qtbot.waitUntil(lambda: drawn.idle, timeout=20_000)
    kept = sum(drawn.has(one, QSize(2000, 2000), 1) for one in many)
    assert 1 <= kept <= 3


def test_what_is_copied_here_is_pasted_byte_for_byte(
    window: MainWindow, tell: Tell, qtbot: QtBot
) -> None:
    view = send(window, tell, "Look", CAT)
    assert view.thumbnails is not None
    qtbot.mouseClick(view.thumbnails.thumbnails[0], Qt.MouseButton.LeftButton)
    buttons = {one.text(): one for one in viewer(qtbot, window).findChildren(QPushButton)}
    qtbot.mouseClick(buttons["Copy"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(buttons["Save as…"], Qt.MouseButton.LeftButton)
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    dialog.reject()
    close(qtbot, window)
    window.page.composer.edit.paste()
    qtbot.waitUntil(lambda: bool(window.page.composer.attachments))
    assert window.page.composer.attachments[0].data == CAT.data
    QGuiApplication.clipboard().clear()
