"""The colours of Parley, light and dark: of its windows, and of pages that it writes."""

from __future__ import annotations

import msgspec


class Colours(msgspec.Struct, frozen=True):
    """Colours as `#RRGGBB`. The surfaces are background, surface, raised, hover, selected, code.

    `found` is behind what was searched for, `found_now` behind the place that is looked at.
    """

    background: str
    surface: str
    raised: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    llama: str
    mistral: str
    good: str
    warn: str
    bad: str
    code: str
    hover: str
    selected: str
    found: str
    found_now: str
    code_keyword: str
    code_string: str
    code_number: str
    code_name: str
    code_type: str


LIGHT = Colours(
    background="#FFFFFF",
    surface="#F6F6F4",
    raised="#FFFFFF",
    line="#E2E1DC",
    text="#1B1B1A",
    muted="#5F5E5A",
    accent="#3B5BDB",
    on_accent="#FFFFFF",
    llama="#2A68D4",
    mistral="#C2410C",
    good="#1E7B45",
    warn="#8A5A00",
    bad="#B42318",
    code="#F1F0EC",
    hover="#EDECE8",
    selected="#E3E7F6",
    found="#FAE6A0",
    found_now="#F2B134",
    code_keyword="#7C3AA8",
    code_string="#1E6B3C",
    code_number="#9A4A00",
    code_name="#2553B8",
    code_type="#0B6572",
)

DARK = Colours(
    background="#171717",
    surface="#1F1F1E",
    raised="#262625",
    line="#363533",
    text="#ECEBE8",
    muted="#A5A39D",
    accent="#8FA8FF",
    on_accent="#12131A",
    llama="#7FB0FF",
    mistral="#FF9D5C",
    good="#6BCB91",
    warn="#E3B341",
    bad="#FF8A80",
    code="#20201F",
    hover="#2B2B29",
    selected="#2C3144",
    found="#4A3F1C",
    found_now="#7A5A10",
    code_keyword="#C9A0F0",
    code_string="#8FCB9B",
    code_number="#E5B27A",
    code_name="#8AB4F8",
    code_type="#6CC7CF",
)
