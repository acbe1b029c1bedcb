"""Reasoning in answers: its marks are text, whoever writes them and whatever tokens they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.engine_calls import chat, load, words
from helpers.gguf_models import CONTROL, tiny
from parley.engine.client import LocalEngine
from parley.engine.protocol import Loaded, LoadOptions, Message, Sampling

_THINKS = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n<think>\n{% endif %}"
)


@pytest.mark.parametrize(
    ("token", "text"), [("[THINK]", "[THINK]"), ("<|channel>", "<|channel>"), ("<tag>", "")]
)
def test_a_control_token_that_marks_reasoning_is_text(
    tmp_path: Path, token: str, text: str
) -> None:
    model = tiny(tmp_path / "marks.gguf", special={token: CONTROL})
    engine = LocalEngine()
    try:
        assert isinstance(load(engine, model, LoadOptions(context=256)), Loaded)
        # Behind the 256 bytes, two pieces and ChatML's two markers.
        forced = Sampling(temperature=0, max_tokens=1, logit_bias={"260": 1000.0})
        assert words(chat(engine, (Message("user", "Hi"),), sampling=forced)) == text
    finally:
        engine.close()


def test_a_mark_that_the_template_wrote_begins_the_answer(starter_model: Path) -> None:
    engine = LocalEngine()
    try:
        options = LoadOptions(context=1024, chat_template=_THINKS)
        assert isinstance(load(engine, starter_model, options), Loaded)
        few = Sampling(temperature=0, max_tokens=6)
        asked = Message("user", "Say hello.")
        first = chat(engine, (asked,), sampling=few)
        text = words(first)
        assert text.startswith("<think>\n")
        assert len(text) > len("<think>\n")
        assert first.done.generated_tokens <= 6
        # One that goes on has its mark already.
        more = chat(engine, (asked, Message("assistant", text)), sampling=few)
        assert "<think>" not in words(more)
    finally:
        engine.close()
