"""What the commands need from the rest of the program; the composition root provides it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from parley.core.paths import Paths
from parley.core.settings import Settings
from parley.engine.protocol import Engine


class Services(msgspec.Struct, frozen=True):
    """Ready-made parts for one command.

    Attributes:
        paths: the person's folders, which exist.
        settings: the person's choices; options of a command go before them.
        make_engine: returns an engine without a model, which saves no conversation states to disk
            (what is said on the command line is not kept); the command closes it.
        notices: sentences to say before anything else, for example about a damaged settings file.
    """

    paths: Paths
    settings: Settings
    make_engine: Callable[[], Engine]
    notices: tuple[str, ...] = ()


#: Builds the services when a command runs, so that `--help` builds nothing. May raise
#: `ParleyError`, for example `home_unwritable`.
ServicesFactory = Callable[[], Services]
