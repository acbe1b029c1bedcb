"""Slash commands as they are typed, and messages that only look like one."""

from parley.chat.commands import SlashCommand, matching, meant, message, normal, typed

NEW = SlashCommand("new", "New chat")
MODEL = SlashCommand("model", "Choose the model", takes=True)
NET = SlashCommand("net", "Review a network plan", prompt=3, takes=True)
ALL = (NEW, MODEL, NET)


def test_a_command_is_typed_while_the_cursor_is_in_its_name() -> None:
    assert typed("/", 1) == ""
    assert typed("/Ne", 3) == "ne"
    assert typed("/new", 2) == "n"
    assert typed("/new idea", 4) == "new"
    assert typed("/new idea", 9) is None
    assert typed("/new", 0) is None
    assert typed("//new", 5) is None
    assert typed("/usr/bin", 8) is None
    assert typed("a /new", 6) is None
    assert typed("a\n/new", 6) is None


def test_names_come_before_titles_and_the_whole_name_first() -> None:
    assert matching("", ALL) == [NEW, MODEL, NET]
    assert matching("ne", ALL) == [NEW, NET]
    assert matching("net", ALL) == [NET]
    assert matching("rev", ALL) == [NET]
    assert matching("chat", ALL) == [NEW]
    assert matching("zzz", ALL) == []
    longer = SlashCommand("newer", "Something")
    assert matching("new", [longer, NEW]) == [NEW, longer]


def test_only_known_commands_are_one() -> None:
    assert meant("/new", ALL) == (NEW, "")
    assert meant("/NEW  ", ALL) == (NEW, "")
    assert meant("/model mistral 7b", ALL) == (MODEL, "mistral 7b")
    assert meant("/net\nfirst line", ALL) == (NET, "first line")
    assert meant("/usr/bin is a folder", ALL) is None
    assert meant("/unknown", ALL) is None
    assert meant(" /new", ALL) is None


def test_text_behind_a_command_that_takes_none_is_a_message() -> None:
    assert meant("/new idea for a boat", ALL) is None


def test_two_slashes_write_one() -> None:
    assert meant("//new", ALL) is None
    assert message("//new is how it begins") == "/new is how it begins"
    assert message("/usr/bin") == "/usr/bin"
    assert message("plain") == "plain"


def test_a_name_is_kept_as_it_can_be_typed() -> None:
    assert normal(" /Review Code ") == "review-code"
