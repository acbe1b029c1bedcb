"""The real window, offscreen, while the real model answers in it. Prints one JSON object.

`tokens_per_second` counts what reached the transcript, from its first text to its last; the gaps
are those between runs of a 5 ms timer on the window's thread, in seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from asking import ask

from parley import application
from parley.ui import start
from parley.ui.main_window import MainWindow


def main() -> None:
    """Open the window with a conversation of `--messages` and let the model answer in it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("model")
    parser.add_argument("--messages", type=int, default=0)
    parser.add_argument("--gaps", action="store_true", help="watch the event loop, which costs")
    parser.add_argument("--tokens", type=int, required=True)
    options = parser.parse_args()
    with application.open_aside(options.model) as program:
        # Text without an end, so that both loops make the same number of tokens.
        program.change_settings(
            load={"context": 2048},
            sampling={"temperature": 0.0, "max_tokens": options.tokens, "logit_bias": _ENDLESS},
        )
        if options.messages:
            _fill(program, options.messages)
        app = start.application(program.resources)
        window = MainWindow(program)
        window.show()
        app.processEvents()
        if options.messages:
            window.open_conversation(program.store.conversations()[0].id)
        print(json.dumps(_answer(window, gaps=options.gaps)))
        window.close()
    sys.stdout.flush()


# SmolLM2's tokens that end a text: <|endoftext|> and <|im_end|>.
_ENDLESS = {"0": -1000.0, "2": -1000.0}


def _fill(program: application.Application, count: int) -> None:
    conversation = program.store.create(title="A long conversation", policy="trim_oldest")
    text = "The mistral is a cold, dry wind. It blows **from the north-west**.\n\n- one\n- two\n"
    for number in range(count):
        role = "assistant" if number % 2 else "user"
        program.store.add(conversation.id, role, text)


def _answer(window: MainWindow, *, gaps: bool) -> dict[str, float]:
    before = time.process_time()
    seen = ask(window, "Tell me a long story about a lighthouse.", watch=gaps)
    busy = time.process_time() - before
    message = window.page.transcript.views[-1].message
    figures = message.figures
    if figures is None:
        raise SystemExit(f"no answer: {message.error}")
    return {
        "tokens_per_second": (figures.generated_tokens - 1) / figures.decode_seconds,
        "generated_tokens": figures.generated_tokens,
        "cpu_seconds": busy,
        "decode_seconds": figures.decode_seconds,
        "gap_p99": seen[int(len(seen) * 0.99)] if seen else 0.0,
        "gap_max": seen[-1] if seen else 0.0,
    }


if __name__ == "__main__":
    main()
