"""The names of all options and the effect of each in a sentence, for people."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def sampling_words() -> dict[str, tuple[str, str]]:
    """Return name and effect of each sampling option, by its name in `Sampling`."""
    say = QCoreApplication.translate
    return {
        "temperature": (
            say("Sampling", "Temperature"),
            say("Sampling", "Low keeps to the likeliest words, high takes surprising ones."),
        ),
        "top_p": (
            say("Sampling", "Top P"),
            say("Sampling", "Draws from the likeliest words that together reach this share."),
        ),
        "top_k": (
            say("Sampling", "Top K"),
            say("Sampling", "Draws from this many of the likeliest words; 0 draws from all."),
        ),
        "min_p": (
            say("Sampling", "Min P"),
            say(
                "Sampling",
                "Leaves out words that are less likely than this share of the likeliest one.",
            ),
        ),
        "typical_p": (
            say("Sampling", "Typical P"),
            say("Sampling", "Below 1, prefers words that are about as likely as one expects."),
        ),
        "repeat_penalty": (
            say("Sampling", "Repeat penalty"),
            say("Sampling", "Above 1, makes words less likely that were just written."),
        ),
        "repeat_last_n": (
            say("Sampling", "Repeat window"),
            say("Sampling", "How many of the last tokens the three penalties look at."),
        ),
        "presence_penalty": (
            say("Sampling", "Presence penalty"),
            say("Sampling", "Above 0, prefers words that were not written yet: new subjects."),
        ),
        "frequency_penalty": (
            say("Sampling", "Frequency penalty"),
            say("Sampling", "Above 0, makes a word less likely each time it is written."),
        ),
        "mirostat": (
            say("Sampling", "Mirostat"),
            say(
                "Sampling",
                "Keeps how surprising the text is at one level, in place of Top K, Top P and Min"
                " P.",
            ),
        ),
        "mirostat_tau": (
            say("Sampling", "Mirostat target"),
            say("Sampling", "How surprising the text should be; low is more to the point."),
        ),
        "mirostat_eta": (
            say("Sampling", "Mirostat rate"),
            say("Sampling", "How quickly Mirostat corrects itself."),
        ),
        "seed": (
            say("Sampling", "Seed"),
            say("Sampling", "A fixed seed gives the same answer to the same prompt again."),
        ),
        "stop": (
            say("Sampling", "Stop at"),
            say("Sampling", "The answer ends before one of these texts, one a line."),
        ),
        "json_schema": (
            say("Sampling", "JSON schema"),
            say("Sampling", "The answer is JSON of this form and nothing else."),
        ),
        "grammar": (
            say("Sampling", "Grammar"),
            say("Sampling", "The answer follows these rules (GBNF) and nothing else."),
        ),
        "logit_bias": (
            say("Sampling", "Token bias"),
            say(
                "Sampling",
                "Makes tokens likelier or less likely: number = value, one a line; -1000 forbids"
                " one.",
            ),
        ),
        "max_tokens": (
            say("Sampling", "Longest answer"),
            say("Sampling", "The answer ends after this many tokens at the latest."),
        ),
    }


def load_words() -> dict[str, tuple[str, str]]:
    """Return name and effect of each load option, by its name in `LoadOptions`."""
    say = QCoreApplication.translate
    return {
        "context": (
            say("Loading", "Context"),
            say("Loading", "How much of a conversation the model sees; more takes more memory."),
        ),
        "gpu_layers": (
            say("Loading", "Layers on the graphics card"),
            say("Loading", "More of them is faster, as long as they fit there."),
        ),
        "devices": (
            say("Loading", "Devices"),
            say("Loading", "Which of them get layers; none ticked means all graphics cards."),
        ),
        "tensor_split": (
            say("Loading", "Shares of the devices"),
            say("Loading", "How the layers are shared out, as in 3, 1; empty goes by free memory."),
        ),
        "cpu_moe_layers": (
            say("Loading", "Experts in main memory"),
            say(
                "Loading",
                "Experts of this many layers stay in main memory, which frees the graphics card.",
            ),
        ),
        "kv_type_k": (
            say("Loading", "KV cache, keys"),
            say("Loading", "A smaller type takes less memory and is a little less exact."),
        ),
        "kv_type_v": (
            say("Loading", "KV cache, values"),
            say("Loading", "A smaller type takes less memory; it needs flash attention."),
        ),
        "flash_attention": (
            say("Loading", "Flash attention"),
            say("Loading", "Reads long prompts with less memory, mostly faster."),
        ),
        "batch": (
            say("Loading", "Batch"),
            say("Loading", "Most tokens of a prompt that are handed over at once."),
        ),
        "ubatch": (
            say("Loading", "Physical batch"),
            say("Loading", "Tokens computed at once; more is faster and takes more memory."),
        ),
        "prefill_chunk": (
            say("Loading", "Prompt slice"),
            say("Loading", "After each slice of a long prompt it can be stopped."),
        ),
        "threads": (
            say("Loading", "Threads"),
            say("Loading", "As many as the processor has fast cores is mostly best."),
        ),
        "offload_kqv": (
            say("Loading", "KV cache where its layer is"),
            say("Loading", "Off keeps the cache in main memory, which is slower."),
        ),
        "swa_full": (
            say("Loading", "Whole cache for sliding windows"),
            say("Loading", "Lets a conversation go on at once; off takes less memory."),
        ),
        "mmap": (
            say("Loading", "Map the file"),
            say("Loading", "Starts faster, and the system may take the memory back."),
        ),
        "mlock": (
            say("Loading", "Keep in memory"),
            say("Loading", "Never lets the system move the model out to the disk."),
        ),
        "repack": (
            say("Loading", "Repack weights"),
            say("Loading", "Arranges weights for this processor: faster, and takes their size."),
        ),
        "loras": (
            say("Loading", "Adapters (LoRA)"),
            say("Loading", "Files that change what the model was trained for."),
        ),
        "chat_template": (
            say("Loading", "Chat template"),
            say("Loading", "Takes the place of the one in the model's file (Jinja)."),
        ),
    }
