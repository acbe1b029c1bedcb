"""All other programs that Parley knows, and what their people do to remove a model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from parley.library.elsewhere import hub_cache, jan, ollama, plain
from parley.library.elsewhere.where import Where
from parley.library.sightings import Sighting

_Finder = Callable[[Where, list[str]], list[Sighting]]

#: In the order in which one of several copies is listed first.
PROGRAMS: Final[dict[str, _Finder]] = {
    plain.LM_STUDIO: plain.lm_studio,
    ollama.PROGRAM: ollama.find,
    hub_cache.PROGRAM: hub_cache.find,
    jan.PROGRAM: jan.find,
    plain.GPT4ALL: plain.gpt4all,
    plain.LLAMA_CPP: plain.llama_cpp,
}


def find_elsewhere(where: Where) -> tuple[list[Sighting], list[str]]:
    """Return the models of other programs, and what is to be said of folders not read."""
    notes: list[str] = []
    found = [one for finder in PROGRAMS.values() for one in finder(where, notes)]
    return found, list(dict.fromkeys(notes))


def how_to_remove(program: str, name: str, repo: str) -> str:
    """Return what to do to remove a model where it belongs, as a sentence."""
    if program == ollama.PROGRAM:
        return f"Type “ollama rm {name}”, or turn off that other programs' models are looked for."
    if program == hub_cache.PROGRAM:
        return f"Type “hf cache rm model/{repo}”."
    if program == plain.LLAMA_CPP:
        return "Delete the file there if no other program needs it."
    return f"Remove it in {program}."
