"""Full-text search over conversations: what was typed, the index, and what is shown of a hit."""

from parley.chat.search.finder import ChatSearch
from parley.chat.search.finding import find_ranges
from parley.chat.search.query import Query, parse
from parley.chat.search.values import Hit, HitPage, Passage, SearchFilter

__all__ = [
    "ChatSearch",
    "Hit",
    "HitPage",
    "Passage",
    "Query",
    "SearchFilter",
    "find_ranges",
    "parse",
]
