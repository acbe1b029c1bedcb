"""The names of all options and the effect of each in a sentence, for people."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def sampling_words() -> dict[str, tuple[str, str]]:
    """Return name and effect of each sampling option, by its name in `Sampling`."""
    translate = QCoreApplication.translate
    return {
        "temperature": (
            translate("Sampling", "Temperature"),
            translate("Sampling", "Low keeps to the likeliest words, high takes surprising ones."),
        ),
        "top_p": (
            translate("Sampling", "Top P"),
            translate("Sampling", "Draws from the likeliest words that together reach this share."),
        ),
        "top_k": (
            translate("Sampling", "Top K"),
            translate("Sampling", "Draws from this many of the likeliest words; 0 draws from all."),
        ),
        "min_p": (
            translate("Sampling", "Min P"),
            translate(
                "Sampling",
                "Leaves out words that are less likely than this share of the likeliest one.",
            ),
        ),
        "typical_p": (
            translate("Sampling", "Typical P"),
            translate(
                "Sampling", "Below 1, prefers words that are about as likely as one expects."
            ),
        ),
        "repeat_penalty": (
            translate("Sampling", "Repeat penalty"),
            translate("Sampling", "Above 1, makes words less likely that were just written."),
        ),
        "repeat_last_n": (
            translate("Sampling", "Repeat window"),
            translate("Sampling", "How many of the last tokens the three penalties look at."),
        ),
        "presence_penalty": (
            translate("Sampling", "Presence penalty"),
            translate(
                "Sampling", "Above 0, prefers words that were not written yet: new subjects."
            ),
        ),
        "frequency_penalty": (
            translate("Sampling", "Frequency penalty"),
            translate("Sampling", "Above 0, makes a word less likely each time it is written."),
        ),
        "mirostat": (
            translate("Sampling", "Mirostat"),
            translate(
                "Sampling",
                "Keeps how surprising the text is at one level, in place of Top K, Top P and Min"
                " P.",
            ),
        ),
        "mirostat_tau": (
            translate("Sampling", "Mirostat target"),
            translate("Sampling", "How surprising the text should be; low is more to the point."),
        ),
        "mirostat_eta": (
            translate("Sampling", "Mirostat rate"),
            translate("Sampling", "How quickly Mirostat corrects itself."),
        ),
        "seed": (
            translate("Sampling", "Seed"),
            translate("Sampling", "A fixed seed gives the same answer to the same prompt again."),
        ),
        "stop": (
            translate("Sampling", "Stop at"),
            translate("Sampling", "The answer ends before one of these texts, one a line."),
        ),
        "json_schema": (
            translate("Sampling", "JSON schema"),
            translate("Sampling", "The answer is JSON of this form and nothing else."),
        ),
        "grammar": (
            translate("Sampling", "Grammar"),
            translate("Sampling", "The answer follows these rules (GBNF) and nothing else."),
        ),
        "logit_bias": (
            translate("Sampling", "Token bias"),
            translate(
                "Sampling",
                "Makes tokens likelier or less likely: number = value, one a line; -1000 forbids"
                " one.",
            ),
        ),
        "max_tokens": (
            translate("Sampling", "Longest answer"),
            translate("Sampling", "The answer ends after this many tokens at the latest."),
        ),
    }


def load_words() -> dict[str, tuple[str, str]]:
    """Return name and effect of each load option, by its name in `LoadOptions`."""
    translate = QCoreApplication.translate
    return {
        "context": (
            translate("Loading", "Context"),
            translate(
                "Loading", "How much of a conversation the model sees; more takes more memory."
            ),
        ),
        "gpu_layers": (
            translate("Loading", "Layers on the graphics card"),
            translate("Loading", "More of them is faster, as long as they fit there."),
        ),
        "devices": (
            translate("Loading", "Devices"),
            translate("Loading", "Which of them get layers; none ticked means all graphics cards."),
        ),
        "tensor_split": (
            translate("Loading", "Shares of the devices"),
            translate(
                "Loading", "How the layers are shared out, as in 3, 1; empty goes by free memory."
            ),
        ),
        "cpu_moe_layers": (
            translate("Loading", "Experts in main memory"),
            translate(
                "Loading",
                "Experts of this many layers stay in main memory, which frees the graphics card.",
            ),
        ),
        "kv_type_k": (
            translate("Loading", "KV cache, keys"),
            translate("Loading", "A smaller type takes less memory and is a little less exact."),
        ),
        "kv_type_v": (
            translate("Loading", "KV cache, values"),
            translate("Loading", "A smaller type takes less memory; it needs flash attention."),
        ),
        "flash_attention": (
            translate("Loading", "Flash attention"),
            translate("Loading", "Reads long prompts with less memory, mostly faster."),
        ),
        "batch": (
            translate("Loading", "Batch"),
            translate("Loading", "Most tokens of a prompt that are handed over at once."),
        ),
        "ubatch": (
            translate("Loading", "Physical batch"),
            translate("Loading", "Tokens computed at once; more is faster and takes more memory."),
        ),
        "prefill_chunk": (
            translate("Loading", "Prompt slice"),
            translate("Loading", "After each slice of a long prompt it can be stopped."),
        ),
        "threads": (
            translate("Loading", "Threads"),
            translate("Loading", "As many as the processor has fast cores is mostly best."),
        ),
        "offload_kqv": (
            translate("Loading", "KV cache where its layer is"),
            translate("Loading", "Off keeps the cache in main memory, which is slower."),
        ),
        "swa_full": (
            translate("Loading", "Whole cache for sliding windows"),
            translate("Loading", "Lets a conversation go on at once; off takes less memory."),
        ),
        "mmap": (
            translate("Loading", "Map the file"),
            translate("Loading", "Starts faster, and the system may take the memory back."),
        ),
        "mlock": (
            translate("Loading", "Keep in memory"),
            translate("Loading", "Never lets the system move the model out to the disk."),
        ),
        "repack": (
            translate("Loading", "Repack weights"),
            translate(
                "Loading", "Arranges weights for this processor: faster, and takes their size."
            ),
        ),
        "loras": (
            translate("Loading", "Adapters (LoRA)"),
            translate(
                "Loading",
                "Files that change how the model answers, one a line; = 0.5 behind one halves it.",
            ),
        ),
        "chat_template": (
            translate("Loading", "Chat template"),
            translate("Loading", "Takes the place of the one in the model's file (Jinja)."),
        ),
    }
