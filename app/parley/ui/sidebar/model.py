"""The list of conversations as Qt's views want it: exact inserts, moves and changes of rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from parley.chat.records import one_line
from parley.chat.values import Listed
from parley.ui.languages import locale
from parley.ui.sidebar.rows import Row, key_of, steps

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
ID_ROLE = Qt.ItemDataRole.UserRole + 2
MIME = "application/x-parley-conversations"

Index = QModelIndex | QPersistentModelIndex


class SidebarModel(QAbstractListModel):
    """Headings, folders and conversations in one list.

    `renamed` carries the row and the words that were typed; nothing is changed here by that.
    """

    renamed = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._unread: set[int] = set()
        self.shown: int | None = None

    # -- Qt --------------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.at(index.row())
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role == ID_ROLE:
            return row.conversation.id if row.conversation else None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            return self.text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.at(index.row())
        text = one_line(str(value))
        if row is None or role != Qt.ItemDataRole.EditRole or not text or text == self.text(row):
            return False
        self.renamed.emit(row, text)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.at(index.row())
        if row is None or row.kind == "heading":
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        if row.kind in {"conversation", "folder"}:
            flags |= Qt.ItemFlag.ItemIsEditable
        if row.kind == "conversation":
            flags |= Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        keys = [str(index.data(ID_ROLE)) for index in indexes if index.data(ID_ROLE) is not None]
        data = QMimeData()
        data.setData(MIME, QByteArray(" ".join(keys).encode()))
        return data

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    # -- what there is ---------------------------------------------------------------------------

    @property
    def rows(self) -> Sequence[Row]:
        """All rows, from the top."""
        return self._rows

    def at(self, place: int) -> Row | None:
        """Return a row, or None where there is none."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def first(self) -> int:
        """Return the first row that can be acted on, -1 where there is none."""
        return next((at for at, row in enumerate(self._rows) if row.kind != "heading"), -1)

    def place_of(self, key: str) -> int:
        """Return where the row with `key` is, -1 where it is not."""
        return next((place for place, row in enumerate(self._rows) if row.key == key), -1)

    def row_of(self, conversation_id: int | None) -> int:
        """Return the row of a conversation, -1 where it is not shown."""
        return -1 if conversation_id is None else self.place_of(key_of(conversation_id))

    def conversations(self) -> list[int]:
        """Return the conversations that are shown, from the top."""
        return [row.conversation.id for row in self._rows if row.conversation is not None]

    def text(self, row: Row) -> str:
        """Return what a row says."""
        if row.conversation is not None:
            return row.conversation.title or self.tr("New chat")
        if row.kind == "folder" and row.folder is not None:
            return row.folder.name
        if row.month is not None:
            # As a heading it begins with a capital in every language.
            name = locale().standaloneMonthName(row.month.month)
            name = name[:1].upper() + name[1:]
            if row.month.year == date.today().year:
                return name
            return self.tr("{month} {year}").format(month=name, year=row.month.year)
        return {
            "pinned": self.tr("Pinned"),
            "today": self.tr("Today"),
            "yesterday": self.tr("Yesterday"),
            "week": self.tr("Last week"),
            "archive": self.tr("Archive"),
        }.get(row.section, "")

    def is_unread(self, row: Row) -> bool:
        """Whether an answer ended in a row's conversation that nobody has looked at since.

        Where conversations are hidden in a row, whether it did in one of them.
        """
        return any(one.id in self._unread for one in _in(row))

    def is_answering(self, row: Row) -> bool:
        """Whether an answer is being made in a row's conversation, or in one hidden in it."""
        return any(one.answering for one in _in(row))

    # -- changes ---------------------------------------------------------------------------------

    def show(self, rows: Sequence[Row]) -> None:
        """Show `rows`: what stays keeps its selection, its editor and its place under the mouse."""
        found = steps([row.key for row in self._rows], [row.key for row in rows])
        if found is None:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()
        else:
            top = QModelIndex()
            for step in found:
                if step.kind == "remove":
                    self.beginRemoveRows(top, step.first, step.last)
                    del self._rows[step.first : step.last + 1]
                    self.endRemoveRows()
                elif step.kind == "insert":
                    self.beginInsertRows(top, step.first, step.last)
                    self._rows[step.first : step.first] = rows[step.first : step.last + 1]
                    self.endInsertRows()
                else:
                    # Qt counts the place before the row is taken out.
                    before_row = step.to + 1 if step.to > step.first else step.to
                    self.beginMoveRows(top, step.first, step.first, top, before_row)
                    self._rows.insert(step.to, self._rows.pop(step.first))
                    self.endMoveRows()
            self._replace(rows)

    def mark_unread(self, conversation_ids: Iterable[int]) -> None:
        """Note where answers ended that nobody has looked at yet."""
        came = set(conversation_ids)
        self._unread |= came
        self._show_again(came)

    def mark_shown(self, conversation_id: int | None) -> None:
        """Note which conversation is on the screen: it is read."""
        before, self.shown = self.shown, conversation_id
        keys = {key for key in (before, conversation_id) if key is not None}
        if conversation_id is not None:
            self._unread.discard(conversation_id)
        self._show_again(keys)

    def _show_again(self, conversation_ids: set[int]) -> None:
        """Have the rows painted that show these conversations, or hide them."""
        for place, row in enumerate(self._rows) if conversation_ids else ():
            if any(one.id in conversation_ids for one in _in(row)):
                self.dataChanged.emit(self.index(place), self.index(place))

    def _replace(self, rows: Sequence[Row]) -> None:
        first = -1
        for place, row in enumerate(rows):
            same = row == self._rows[place]
            if not same:
                self._rows[place] = row
                first = place if first < 0 else first
            if first >= 0 and (same or place == len(rows) - 1):
                last = place - 1 if same else place
                self.dataChanged.emit(self.index(first), self.index(last))
                first = -1

    def _spoken(self, row: Row) -> str:
        text = self.text(row)
        if row.kind in {"folder", "archive"}:
            state = self.tr("open") if row.open else self.tr("closed")
            if self.is_unread(row):
                state = self.tr("closed, with a new answer")
            if row.kind == "archive":
                return self.tr("{name}, {state}, %n conversation(s)", "", row.count).format(
                    name=text, state=state
                )
            return self.tr("Folder {name}, {state}, %n conversation(s)", "", row.count).format(
                name=text, state=state
            )
        one = row.conversation
        if one is None:
            return text
        if one.answering:
            return self.tr("{title}, an answer is being written").format(title=text)
        if self.is_unread(row):
            return self.tr("{title}, with a new answer").format(title=text)
        if one.pinned and row.section == "pinned":
            return self.tr("{title}, pinned").format(title=text)
        if row.folder is not None:
            return self.tr("{title}, in the folder {folder}").format(
                title=text, folder=row.folder.name
            )
        return text


def _in(row: Row) -> tuple[Listed, ...]:
    return row.hidden if row.conversation is None else (row.conversation,)
