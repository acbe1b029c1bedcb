"""The list itself: which keys and clicks do what, and what can be dragged where."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QWidget

from parley.ui.icons import Icons
from parley.ui.sidebar.delegate import SidebarDelegate
from parley.ui.sidebar.folder_drag import FOLDER_MIME, Gap, data_of, folder_in, gap_at
from parley.ui.sidebar.model import MIME, ROW_ROLE, Index, SidebarModel
from parley.ui.sidebar.rows import Row, key_of_folder
from parley.ui.theme import Theme

_Trigger = QAbstractItemView.EditTrigger


class SidebarView(QListView):
    """Emits what a person asks for; it changes nothing itself.

    `chosen`: one conversation, to be shown. `entered`: to be shown and written in. `toggled`: a
    folder's or the archive's row. `deletion_asked`: what is selected, or a folder. `menu_asked`:
    a row, or None beside the rows, and where on the screen. `dropped`: conversations, on a row.
    `folder_moved`: a folder, and how many others are to be above it where it was let go.
    """

    chosen = Signal(int)
    entered = Signal(int)
    toggled = Signal(object)
    deletion_asked = Signal()
    menu_asked = Signal(object, QPoint)
    dropped = Signal(list, object)
    folder_moved = Signal(int, int)
    selection_changed = Signal()

    def __init__(
        self, model: SidebarModel, look: Theme, icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.quiet = False
        self._held: tuple[int, QPoint] | None = None
        self._doubled = False
        self._gap: Gap | None = None
        self.setAccessibleName(self.tr("List of conversations"))
        self.setModel(model)
        self._noted: tuple[set[int], str] = set(), ""
        model.modelAboutToBeReset.connect(self._note)
        model.modelReset.connect(self._select_again)
        self.delegate = SidebarDelegate(look, icons, self)
        self.setItemDelegate(self.delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(_Trigger.EditKeyPressed | _Trigger.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(16)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        # Only while something of its own is dragged: files are for the window.
        self._take_drops(False)
        self.clicked.connect(self._clicked)

    @property
    def items(self) -> SidebarModel:
        """The model."""
        return cast(SidebarModel, self.model())

    def selected(self) -> list[int]:
        """Return the conversations that are selected, from the top."""
        # Ranges, since thousands of single indexes take Qt a tenth of a second each time.
        chosen = self.selectionModel().selection()
        ranges = sorted((chosen.at(n).top(), chosen.at(n).bottom()) for n in range(chosen.count()))
        rows = (self.items.at(row) for top, bottom in ranges for row in range(top, bottom + 1))
        return [row.conversation.id for row in rows if row is not None and row.conversation]

    def row_at(self, place: QPoint) -> Row | None:
        """Return the row at a place of the viewport, headings included."""
        return cast("Row | None", self.indexAt(place).data(ROW_ROLE))

    def mark(self, row: int, *, move: bool = True) -> None:
        """Select one row, or none for -1, which tells nobody that it was chosen.

        Without `move`, keys go on acting where they did.
        """
        self.quiet = True
        try:
            if row >= 0 and move:
                self.choose(row)
            elif row >= 0:
                flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
                self.selectionModel().select(self.items.index(row), flag)
            else:
                self.clearSelection()
        finally:
            self.quiet = False

    def choose(self, row: int) -> None:
        """Select one row and no other, whatever keys are held, and have it in sight."""
        index = self.items.index(row)
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect)
        self.scrollTo(index)

    def stand_on(self, row: int, *, scroll: bool = True) -> None:
        """Have keys act on a row from now on, or on none for -1; what is selected stays so."""
        flag = QItemSelectionModel.SelectionFlag.NoUpdate
        self.setAutoScroll(scroll)
        self.selectionModel().setCurrentIndex(self.items.index(row), flag)
        self.setAutoScroll(True)

    def _note(self) -> None:
        row = self.items.at(self.currentIndex().row())
        self._noted = set(self.selected()), row.key if row is not None else ""

    def _select_again(self) -> None:
        """Where much moved at once, select what was selected; keys go on acting where they did."""
        chosen, key = self._noted
        selection = QItemSelection()
        for place in range(self.items.rowCount()):
            row, index = self.items.at(place), self.items.index(place)
            if row is not None and row.conversation is not None and row.conversation.id in chosen:
                selection.append(QItemSelectionRange(index))
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(selection, flag.ClearAndSelect)
        self.stand_on(self.items.place_of(key), scroll=False)

    def rowsAboutToBeRemoved(self, parent: Index, start: int, end: int) -> None:
        """Go on to the conversation below; Qt would go up, to a folder or a heading."""
        if start <= self.currentIndex().row() <= end:
            ways = (*range(end + 1, self.items.rowCount()), *range(start - 1, -1, -1))
            rows = ((place, self.items.at(place)) for place in ways)
            below = next((place for place, row in rows if row and row.conversation), -1)
            self.stand_on(below, scroll=False)
        super().rowsAboutToBeRemoved(parent, start, end)

    # -- keys ------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        row: Row | None = index.data(ROW_ROLE)
        key = event.key()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        opening = Qt.Key.Key_Left if rtl else Qt.Key.Key_Right
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        editing = self.state() == QAbstractItemView.State.EditingState
        if editing or row is None or row.kind == "heading":
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            if row.kind != "archive":
                self.deletion_asked.emit()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not plain:
            if row.conversation is not None:
                self.entered.emit(row.conversation.id)
            else:
                self.toggled.emit(row)
        elif key == Qt.Key.Key_Space and not plain and row.conversation is None:
            self.toggled.emit(row)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right} and not plain:
            self._open_or_close(row, key == opening)
        else:
            super().keyPressEvent(event)

    def _open_or_close(self, row: Row, opening: bool) -> None:
        if row.conversation is None:
            if row.open != opening:
                self.toggled.emit(row)
        elif not opening and row.folder is not None:
            self.stand_on(self.items.place_of(key_of_folder(row.folder.id)))

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Step over headings, which are nothing to act on."""
        moves = QAbstractItemView.CursorAction
        rows, at = self.items.rowCount(), self.currentIndex().row()
        if action in {moves.MoveUp, moves.MovePrevious}:
            ways = range(at - 1, -1, -1)
        elif action in {moves.MoveDown, moves.MoveNext}:
            ways = range(at + 1, rows)
        elif action == moves.MoveHome:
            ways = range(rows)
        elif action == moves.MoveEnd:
            ways = range(rows - 1, -1, -1)
        else:
            return super().moveCursor(action, modifiers)
        for place in ways:
            index = self.items.index(place)
            if index.flags() & Qt.ItemFlag.ItemIsEnabled:
                return index
        return QModelIndex()

    # -- mouse -----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # The other button asks for a menu; what is on the screen stays.
        if event.button() == Qt.MouseButton.RightButton:
            return
        self._doubled = False
        place = event.position().toPoint()
        row = self.row_at(place)
        folder = row.folder if row is not None and row.kind == "folder" else None
        left = event.button() == Qt.MouseButton.LeftButton
        self._held = (folder.id, place) if left and folder is not None else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        folder_id, place = self._held
        moved = event.position().toPoint() - place
        if moved.manhattanLength() >= QApplication.startDragDistance():
            self._held = None
            self._drag_folder(folder_id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None
        if self._doubled:
            self._doubled = False
        else:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        row = self.row_at(event.position().toPoint())
        if row is not None and row.conversation is None:
            # The first click has opened or closed it; its name is changed by key and menu.
            self._doubled = True
        else:
            super().mouseDoubleClickEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.menu_asked.emit(self.row_at(event.pos()), event.globalPos())
            return
        index = self.currentIndex()
        place = self.visualRect(index).center() if index.isValid() else self.rect().center()
        self.menu_asked.emit(index.data(ROW_ROLE), self.viewport().mapToGlobal(place))

    def _clicked(self, index: QModelIndex) -> None:
        row: Row | None = index.data(ROW_ROLE)
        if row is not None and row.kind in {"folder", "archive"}:
            self.toggled.emit(row)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if self.quiet:
            return
        chosen = self.selected()
        only = chosen[0] if len(chosen) == 1 else None
        # Taking rows out of a selection leaves one at last: that was not chosen.
        if only is not None and not selected.isEmpty() and only != self.items.shown:
            self.chosen.emit(only)
        self.selection_changed.emit()

    # -- dragging --------------------------------------------------------------------------------

    def startDrag(self, actions: Qt.DropAction) -> None:
        self._take_drops(True)
        try:
            super().startDrag(actions)
        finally:
            self._take_drops(False)
            self._drag_over(None)

    def _drag_folder(self, folder_id: int) -> None:
        index = self.items.index(self.items.place_of(key_of_folder(folder_id)))
        drag = QDrag(self)
        drag.setMimeData(data_of(folder_id))
        drag.setPixmap(self.viewport().grab(self.visualRect(index)))
        self._take_drops(True)
        try:
            drag.exec(Qt.DropAction.MoveAction)
        finally:
            self._take_drops(False)
            self._show_gap(None)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME) or event.mimeData().hasFormat(FOLDER_MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        if event.mimeData().hasFormat(FOLDER_MIME):
            self._show_gap(self._gap_at(event.position().toPoint()))
            event.acceptProposedAction()
            return
        row = self.row_at(event.position().toPoint())
        takes = event.mimeData().hasFormat(MIME) and row is not None
        self._drag_over(row if takes else None)
        if takes:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._drag_over(None)
        self._show_gap(None)

    def dropEvent(self, event: QDropEvent) -> None:
        row = self.row_at(event.position().toPoint())
        self._drag_over(None)
        folder_id = folder_in(event.mimeData())
        if folder_id is not None:
            self._drop_folder(event, folder_id)
            return
        if row is None or not event.mimeData().hasFormat(MIME):
            return
        words = bytes(event.mimeData().data(MIME).data()).decode().split()
        # Copy: the view must not remove rows itself; the list says where they are now.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.setState(QAbstractItemView.State.NoState)
        self.dropped.emit([int(word) for word in words], row)

    def _drop_folder(self, event: QDropEvent, folder_id: int) -> None:
        gap = self._gap_at(event.position().toPoint())
        self._show_gap(None)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.setState(QAbstractItemView.State.NoState)
        if gap is not None:
            self.folder_moved.emit(folder_id, gap.at)

    def _gap_at(self, place: QPoint) -> Gap | None:
        rows = self.items.rows
        index = self.indexAt(place)
        if not index.isValid():
            return gap_at(rows, len(rows), lower=False)
        lower = place.y() > self.visualRect(index).center().y()
        return gap_at(rows, index.row(), lower=lower)

    def _show_gap(self, gap: Gap | None) -> None:
        if gap != self._gap:
            self._gap = gap
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._gap is None:
            return
        last = self.items.rowCount() - 1
        below = self.visualRect(self.items.index(min(self._gap.row, last)))
        y = below.top() if self._gap.row <= last else below.bottom()
        painter = QPainter(self.viewport())
        painter.setPen(QPen(QColor(self.delegate.look.accent), 2))
        painter.drawLine(below.left() + 8, y, below.right() - 8, y)
        painter.end()

    def _take_drops(self, take: bool) -> None:
        self.setAcceptDrops(take)
        self.viewport().setAcceptDrops(take)

    def _drag_over(self, row: Row | None) -> None:
        key = None
        if row is not None:
            # Inside a folder means the folder; elsewhere, the row itself stands for its section.
            key = key_of_folder(row.folder.id) if row.folder is not None else row.key
        if key != self.delegate.dropped_on:
            self.delegate.dropped_on = key
            self.viewport().update()

    # -- renaming --------------------------------------------------------------------------------

    def rename(self, place: int) -> None:
        """Have a row's name changed in its place."""
        index = self.items.index(place)
        if index.isValid():
            self.scrollTo(index)
            self.stand_on(place)
            self.setFocus()
            self.edit(index)
