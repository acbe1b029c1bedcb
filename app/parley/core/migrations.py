"""The shape of the database, as a list of numbered steps that only ever grows.

A step that was released is never edited: a person's file has it applied already.
"""

from __future__ import annotations

import msgspec


class Migration(msgspec.Struct, frozen=True):
    """One step. It is applied in a transaction: whole, or not at all.

    Attributes:
        number: 1, 2, 3, … without gaps.
        name: what it does, snake_case; it is kept in the database for whoever looks there.
        statements: SQL, one statement each, run in order.
    """

    number: int
    name: str
    statements: tuple[str, ...]


# Ids are never used again (AUTOINCREMENT): saved engine states are kept under a conversation's id.
# `day` is the date a chat template may state, fixed so that a prompt's beginning stays the same.
_CONVERSATIONS = """
CREATE TABLE conversations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL DEFAULT '',
    system_prompt TEXT NOT NULL DEFAULT '',
    policy TEXT NOT NULL DEFAULT 'ask' CHECK (policy IN ('ask', 'trim_oldest', 'stop')),
    seed INTEGER,
    day TEXT NOT NULL DEFAULT '',
    active_leaf INTEGER REFERENCES messages (id) ON DELETE SET NULL,
    created_at REAL NOT NULL,
    updated_at REAL NOT NULL
) STRICT
"""

# A message and its parent are of one conversation: the composite key holds that. The parent has no
# ON DELETE CASCADE, because SQLite limits the depth of cascades to 1,000 and a conversation may be
# longer; a branch is deleted in one statement over a recursive query, and a conversation takes all
# its messages with it, the constraint being checked when the statement ends. The owner of a message
# is the process that streams into it, so that one left behind by a killed program is recognised.
_MESSAGES = """
CREATE TABLE messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    parent_id INTEGER,
    role TEXT NOT NULL CHECK (role IN ('system', 'user', 'assistant')),
    content TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT 'complete'
        CHECK (status IN ('complete', 'streaming', 'stopped', 'failed', 'interrupted')),
    model TEXT,
    options TEXT CHECK (options IS NULL OR json_valid(options)),
    finish_reason TEXT,
    figures TEXT CHECK (figures IS NULL OR json_valid(figures)),
    notes TEXT CHECK (notes IS NULL OR json_valid(notes)),
    error TEXT CHECK (error IS NULL OR json_valid(error)),
    owner_pid INTEGER,
    owner_started REAL,
    created_at REAL NOT NULL,
    UNIQUE (conversation_id, id),
    FOREIGN KEY (conversation_id, parent_id) REFERENCES messages (conversation_id, id)
) STRICT
"""

# What a model needs and how fast it is: predicted, verified and measured, side by side. `model` is
# a digest of its headers, known before a download; `machine` one of the processor and devices.
_FITS = """
CREATE TABLE fits (
    id INTEGER PRIMARY KEY,
    model TEXT NOT NULL CHECK (model <> ''),
    options TEXT NOT NULL CHECK (json_valid(options)),
    machine TEXT NOT NULL,
    engine TEXT NOT NULL,
    predicted TEXT CHECK (predicted IS NULL OR json_valid(predicted)),
    speed TEXT CHECK (speed IS NULL OR json_valid(speed)),
    verified TEXT CHECK (verified IS NULL OR json_valid(verified)),
    measured TEXT CHECK (measured IS NULL OR json_valid(measured)),
    updated_at REAL NOT NULL,
    UNIQUE (model, options, machine, engine)
) STRICT
"""

_FIT_RUNS = """
CREATE TABLE fit_runs (
    id INTEGER PRIMARY KEY,
    fit_id INTEGER NOT NULL REFERENCES fits (id) ON DELETE CASCADE,
    prefill_tokens INTEGER NOT NULL CHECK (prefill_tokens >= 0),
    prefill_seconds REAL NOT NULL CHECK (prefill_seconds >= 0),
    decode_tokens INTEGER NOT NULL CHECK (decode_tokens >= 0),
    decode_seconds REAL NOT NULL CHECK (decode_seconds >= 0),
    context_used INTEGER NOT NULL,
    ended_at REAL NOT NULL
) STRICT
"""

# What is to be fetched, in which order, and what became of it; the bytes themselves are beside the
# files. The owner is the process that works on a running one, `asked` what it was asked for.
_DOWNLOADS = """
CREATE TABLE downloads (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    plan TEXT NOT NULL CHECK (json_valid(plan)),
    state TEXT NOT NULL
        CHECK (state IN ('queued', 'running', 'waiting', 'paused', 'failed', 'done')),
    asked TEXT NOT NULL DEFAULT '' CHECK (asked IN ('', 'pause', 'cancel')),
    position INTEGER NOT NULL,
    received INTEGER NOT NULL DEFAULT 0 CHECK (received >= 0),
    found TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(found)),
    finished TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(finished)),
    error TEXT CHECK (error IS NULL OR json_valid(error)),
    notes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(notes)),
    retry_at REAL,
    attempts INTEGER NOT NULL DEFAULT 0,
    live TEXT CHECK (live IS NULL OR json_valid(live)),
    owner_pid INTEGER,
    owner_started REAL,
    created_at REAL NOT NULL,
    updated_at REAL NOT NULL,
    CHECK ((state = 'running') = (owner_pid IS NOT NULL))
) STRICT
"""

# Models on this disk, one row a build, by the path of its first file: relative to the models folder
# where it is below that. What a row says of a file holds as long as size and time of change are
# those of the file; `header` is its header in short. `hidden` were forgotten and lie in an imported
# folder; `gone` says that a missing one was reported.
_MODELS = """
CREATE TABLE models (
    path TEXT PRIMARY KEY CHECK (path <> ''),
    origin TEXT NOT NULL
        CHECK (origin IN ('starter', 'downloaded', 'imported', 'folder', 'found')),
    files TEXT NOT NULL CHECK (json_valid(files)),
    header TEXT CHECK (header IS NULL OR json_valid(header)),
    repo TEXT NOT NULL DEFAULT '',
    revision TEXT NOT NULL DEFAULT '',
    licence TEXT NOT NULL DEFAULT '',
    measured TEXT CHECK (measured IS NULL OR json_valid(measured)),
    hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1)),
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    added_at REAL NOT NULL,
    used_at REAL
) STRICT
"""

# Folders whose models the person wants to see, wherever they are.
_MODEL_FOLDERS = """
CREATE TABLE model_folders (
    path TEXT PRIMARY KEY CHECK (path <> ''),
    added_at REAL NOT NULL
) STRICT
"""

# Branches that were deleted and can still be had back, by their first message; what hangs below
# goes with it. `leaf` is what was shown then. They are removed once their owner, the process that
# can undo it, does so or is gone.
_DELETIONS = """
CREATE TABLE deletions (
    message_id INTEGER PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
    leaf INTEGER,
    owner_pid INTEGER NOT NULL,
    owner_started REAL NOT NULL,
    deleted_at REAL NOT NULL
) STRICT
"""

# How conversations are put in order. Folders are one level deep and in the order of `position`.
_FOLDERS = """
CREATE TABLE folders (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (name <> ''),
    position INTEGER NOT NULL DEFAULT 0,
    folded INTEGER NOT NULL DEFAULT 0 CHECK (folded IN (0, 1)),
    created_at REAL NOT NULL
) STRICT
"""

# One number that every change to the list of conversations raises, whoever makes it, so that a
# window learns with one look whether it has to read the list again. Text that streams leaves it.
_SHELF = """
CREATE TABLE shelf (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    revision INTEGER NOT NULL
) STRICT
"""
_LISTED = "title, updated_at, pinned, folder_id, archived_at, deleted_at"
_RAISE = "BEGIN UPDATE shelf SET revision = revision + 1; END"

# What was written and not sent: `place` is the conversation's id as text, `edit:` and the id of a
# message that is being changed, or `new:` and the process and window that begin a conversation.
_DRAFTS = """
CREATE TABLE drafts (
    place TEXT PRIMARY KEY CHECK (place <> ''),
    conversation_id INTEGER REFERENCES conversations (id) ON DELETE CASCADE,
    message_id INTEGER REFERENCES messages (id) ON DELETE CASCADE,
    text TEXT NOT NULL DEFAULT '',
    attachments TEXT CHECK (attachments IS NULL OR json_valid(attachments)),
    updated_at REAL NOT NULL
) STRICT
"""

# Ways to answer, by name: a system prompt and options. `model` is the name of the model that one is
# meant for, "" for all.
_PRESETS = """
CREATE TABLE presets (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (name <> ''),
    model TEXT NOT NULL DEFAULT '',
    content TEXT NOT NULL CHECK (json_valid(content)),
    created_at REAL NOT NULL,
    updated_at REAL NOT NULL,
    UNIQUE (name, model)
) STRICT
"""

# Texts that are used again, with variables to fill in; `command` calls one up behind a slash, and
# `filled` is what the variables were the last time.
_PROMPTS = """
CREATE TABLE prompts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    command TEXT UNIQUE CHECK (command <> ''),
    text TEXT NOT NULL,
    filled TEXT CHECK (filled IS NULL OR json_valid(filled)),
    created_at REAL NOT NULL,
    updated_at REAL NOT NULL
) STRICT
"""

# The index of words holds no text: it is emptied and filled again at any time from what it indexes.
# A document is a message, or a title by its conversation's id below zero; its key in the index goes
# by the time it was written. What changed is noted in the transaction that changed it, with the
# text that may be in the index until then; `chat.search` works the notes off. An answer is noted
# when it ends, not while it grows.
_SEARCH_WORDS = """
CREATE VIRTUAL TABLE search_words USING fts5 (
    title, text, content = '', columnsize = 0,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'"
)
"""
_SEARCH_DOCS = """
CREATE TABLE search_docs (
    key INTEGER PRIMARY KEY,
    doc INTEGER NOT NULL UNIQUE
) STRICT
"""
_SEARCH_QUEUE = """
CREATE TABLE search_queue (
    doc INTEGER PRIMARY KEY,
    was TEXT,
    was_attached TEXT
) STRICT
"""
_NOTE_MESSAGE = """
    INSERT INTO search_queue (doc, was, was_attached) VALUES (
        old.id,
        CASE WHEN old.status <> 'streaming' THEN old.content END,
        CASE WHEN old.status <> 'streaming' THEN old.attachments END
    ) ON CONFLICT DO NOTHING;
"""
_NOTE_TITLE = (
    "INSERT INTO search_queue (doc, was) VALUES (-old.id, old.title) ON CONFLICT DO NOTHING;"
)

# What a conversation is called in files that were exported or imported, so that it is recognised.
_KEYS = """
CREATE TABLE conversation_keys (
    conversation_id INTEGER PRIMARY KEY REFERENCES conversations (id) ON DELETE CASCADE,
    key TEXT NOT NULL UNIQUE CHECK (key <> '')
) STRICT
"""
_SEARCH_TRIGGERS = (
    "CREATE TRIGGER search_message_added AFTER INSERT ON messages"
    " WHEN new.status <> 'streaming' BEGIN"
    " INSERT INTO search_queue (doc) VALUES (new.id) ON CONFLICT DO NOTHING; END",
    "CREATE TRIGGER search_message_changed AFTER UPDATE OF content, status, attachments ON messages"
    " WHEN new.status <> old.status OR (new.status <> 'streaming' AND"
    " (new.content <> old.content OR new.attachments IS NOT old.attachments))"
    f" BEGIN {_NOTE_MESSAGE} END",
    "CREATE TRIGGER search_message_deleted AFTER DELETE ON messages"
    f" WHEN old.status <> 'streaming' BEGIN {_NOTE_MESSAGE} END",
    "CREATE TRIGGER search_title_added AFTER INSERT ON conversations WHEN new.title <> '' BEGIN"
    " INSERT INTO search_queue (doc) VALUES (-new.id) ON CONFLICT DO NOTHING; END",
    "CREATE TRIGGER search_title_changed AFTER UPDATE OF title ON conversations"
    f" WHEN new.title <> old.title BEGIN {_NOTE_TITLE} END",
    "CREATE TRIGGER search_title_deleted AFTER DELETE ON conversations"
    f" WHEN old.title <> '' BEGIN {_NOTE_TITLE} END",
)

# A title's document has the conversation's system prompt too; its note keeps that as what goes
# with the title.
_NOTE_HEAD = """
    INSERT INTO search_queue (doc, was, was_attached)
    VALUES (-old.id, old.title, old.system_prompt) ON CONFLICT DO NOTHING;
"""
_SEARCH_HEADS = (
    "DROP TRIGGER search_title_added",
    "DROP TRIGGER search_title_changed",
    "DROP TRIGGER search_title_deleted",
    "CREATE TRIGGER search_head_added AFTER INSERT ON conversations"
    " WHEN new.title <> '' OR new.system_prompt <> '' BEGIN"
    " INSERT INTO search_queue (doc) VALUES (-new.id) ON CONFLICT DO NOTHING; END",
    "CREATE TRIGGER search_head_changed AFTER UPDATE OF title, system_prompt ON conversations"
    " WHEN new.title <> old.title OR new.system_prompt <> old.system_prompt"
    f" BEGIN {_NOTE_HEAD} END",
    "CREATE TRIGGER search_head_deleted AFTER DELETE ON conversations"
    f" WHEN old.title <> '' OR old.system_prompt <> '' BEGIN {_NOTE_HEAD} END",
)

# A licence that is accepted again, because its text changed, has a further row.
_LICENCE_ACCEPTANCES = """
CREATE TABLE licence_acceptances (
    id INTEGER PRIMARY KEY,
    licence TEXT NOT NULL,
    name TEXT NOT NULL,
    repo TEXT NOT NULL,
    link TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    accepted_at REAL NOT NULL
) STRICT
"""

MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        number=1,
        name="conversations_and_messages",
        statements=(
            _CONVERSATIONS,
            _MESSAGES,
            "CREATE INDEX messages_by_parent ON messages (conversation_id, parent_id)",
            "CREATE INDEX messages_streaming ON messages (id) WHERE status = 'streaming'",
            "CREATE INDEX conversations_by_update ON conversations (updated_at DESC, id DESC)",
            "CREATE INDEX conversations_by_leaf ON conversations (active_leaf)",
        ),
    ),
    Migration(
        number=2,
        name="fits",
        statements=(
            _FITS,
            _FIT_RUNS,
            "CREATE INDEX fits_by_update ON fits (updated_at, id)",
            "CREATE INDEX fit_runs_by_fit ON fit_runs (fit_id, id)",
        ),
    ),
    Migration(
        number=3,
        name="downloads",
        statements=(_DOWNLOADS,),
    ),
    Migration(
        number=4,
        name="models",
        statements=(_MODELS, _MODEL_FOLDERS),
    ),
    Migration(
        number=5,
        name="branches",
        statements=(
            "ALTER TABLE messages ADD COLUMN quantisation TEXT",
            "ALTER TABLE messages ADD COLUMN edited INTEGER NOT NULL DEFAULT 0"
            " CHECK (edited IN (0, 1))",
            _DELETIONS,
        ),
    ),
    # `options` of a conversation is what differs there from the settings; `titled_by` says whose
    # words its title is. One with `deleted_at` can be had back by its owner, as a branch can. What
    # an answer thought before it is a part of its content; how long that took stands beside it.
    Migration(
        number=6,
        name="shelf",
        statements=(
            _FOLDERS,
            "ALTER TABLE conversations ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0"
            " CHECK (pinned IN (0, 1))",
            "ALTER TABLE conversations ADD COLUMN folder_id INTEGER"
            " REFERENCES folders (id) ON DELETE SET NULL",
            "ALTER TABLE conversations ADD COLUMN archived_at REAL",
            "ALTER TABLE conversations ADD COLUMN titled_by TEXT NOT NULL DEFAULT 'words'"
            " CHECK (titled_by IN ('words', 'model', 'person'))",
            "ALTER TABLE conversations ADD COLUMN options TEXT"
            " CHECK (options IS NULL OR json_valid(options))",
            "ALTER TABLE conversations ADD COLUMN deleted_at REAL",
            "ALTER TABLE conversations ADD COLUMN deleter_pid INTEGER",
            "ALTER TABLE conversations ADD COLUMN deleter_started REAL",
            "CREATE INDEX conversations_by_folder ON conversations (folder_id)",
            "ALTER TABLE messages ADD COLUMN attachments TEXT"
            " CHECK (attachments IS NULL OR json_valid(attachments))",
            "CREATE INDEX conversations_listed ON conversations"
            " (updated_at DESC, id DESC, title, pinned, folder_id, archived_at, deleted_at)"
            " WHERE deleted_at IS NULL",
            _SHELF,
            "INSERT INTO shelf VALUES (1, 0)",
            f"CREATE TRIGGER conversation_listed AFTER INSERT ON conversations {_RAISE}",
            f"CREATE TRIGGER conversation_relisted AFTER UPDATE OF {_LISTED} ON conversations"
            f" {_RAISE}",
            f"CREATE TRIGGER conversation_unlisted AFTER DELETE ON conversations {_RAISE}",
            f"CREATE TRIGGER folder_listed AFTER INSERT ON folders {_RAISE}",
            f"CREATE TRIGGER folder_relisted AFTER UPDATE ON folders {_RAISE}",
            f"CREATE TRIGGER folder_unlisted AFTER DELETE ON folders {_RAISE}",
            "ALTER TABLE messages ADD COLUMN reasoning_seconds REAL",
            _DRAFTS,
            "CREATE INDEX drafts_by_message ON drafts (message_id) WHERE message_id IS NOT NULL",
            _PRESETS,
            _PROMPTS,
        ),
    ),
    Migration(
        number=7,
        name="search_and_exchange",
        statements=(
            _KEYS,
            _SEARCH_WORDS,
            # Its pieces are merged by whoever fills it, in transactions that nobody waits for.
            "INSERT INTO search_words (search_words, rank) VALUES ('automerge', 0)",
            "INSERT INTO search_words (search_words, rank) VALUES ('crisismerge', 400)",
            _SEARCH_DOCS,
            _SEARCH_QUEUE,
            "CREATE TABLE search_form (form TEXT NOT NULL) STRICT",
            *_SEARCH_TRIGGERS,
        ),
    ),
    Migration(
        number=8,
        name="search_system_prompts",
        statements=_SEARCH_HEADS,
    ),
    Migration(
        number=9,
        name="licence_acceptances",
        statements=(_LICENCE_ACCEPTANCES,),
    ),
)
