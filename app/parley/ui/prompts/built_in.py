"""The texts that a new prompt library begins with, in the language of the windows."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from parley.chat.prompts import PromptFile


def first_prompts() -> tuple[PromptFile, ...]:
    """Return them. They are the person's from then on, to change and to delete."""
    translate = QCoreApplication.translate
    return (
        PromptFile(
            translate("prompts", "Summarise"),
            translate(
                "prompts",
                "Summarise the text below in {{length:three sentences|one paragraph|a list of key"
                " points}}. Keep names, numbers and dates, and add nothing that is not in it."
                "\n\n{{text}}",
            ),
            "summarise",
        ),
        PromptFile(
            translate("prompts", "Explain"),
            translate(
                "prompts",
                "Explain to {{reader:someone new to it|a child|an expert}}: {{what}}\n\nBegin with"
                " the essence in one sentence, then give an example.",
            ),
            "explain",
        ),
        PromptFile(
            translate("prompts", "Rewrite"),
            translate(
                "prompts",
                "Rewrite the text below so that it is {{style:clearer|shorter|more formal"
                "|friendlier}}. Keep its meaning and its language. Answer with the text alone."
                "\n\n{{text}}",
            ),
            "rewrite",
        ),
        PromptFile(
            translate("prompts", "Translate"),
            translate(
                "prompts",
                "Translate the text below into {{language:English}}. Keep its tone and its"
                " formatting. Answer with the translation alone.\n\n{{text}}",
            ),
            "translate",
        ),
        PromptFile(
            translate("prompts", "Proofread"),
            translate(
                "prompts",
                "Correct spelling, grammar and punctuation in the text below and change nothing"
                " else. Give the corrected text first, then a list of what you changed."
                "\n\n{{text}}",
            ),
            "proofread",
        ),
        PromptFile(
            translate("prompts", "Review code"),
            translate(
                "prompts",
                "Review the code below. Name mistakes first, then risks, then what could be"
                " simpler. For each, say where it is and show how you would write it.\n\n{{code}}",
            ),
            "review",
        ),
    )
