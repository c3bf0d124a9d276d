"""Foreign text made harmless. Pure; every command that prints goes through it, and every page."""

from __future__ import annotations

import re
import unicodedata

# Whole escape sequences, so that their insides don't stay behind as text. One that never ends is no
# sequence: only its control characters go, and no word of the candidate with it.
_ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor movement
    r"|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC, DCS: window titles, links
)

# What JSON leaves as it is, but may escape: delete and the C1 controls, which some terminals obey, and what
# turns the direction of the text around.
_STEERING = (*range(0x7F, 0xA0), 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_JSON_ESCAPES = {code: f"\\u{code:04x}" for code in _STEERING}


def printable(raw: str) -> str:
    """One line that neither steers a terminal nor fails to be encoded: no controls, no half surrogates."""
    if raw.isascii() and raw.isprintable():  # nearly every text
        return " ".join(raw.split())
    return " ".join(harmless(raw).split())


def harmless(raw: str) -> str:
    """The same with its lines and blanks: no controls but line breaks, no half surrogates, no escapes."""
    return "".join(_shown(character) for character in _ESCAPES.sub("", raw))


def printable_json(text: str) -> str:
    """The same JSON, escaping what steers a terminal too; ``json.dumps`` escapes what lies below a space."""
    return text.translate(_JSON_ESCAPES)


def _shown(character: str) -> str:
    """The character, or what is shown for one that would steer the terminal or can't be written."""
    if character.isspace():
        return "\n" if character == "\n" else " "
    category = unicodedata.category(character)
    if category == "Cs":  # half a surrogate pair, from input that was not UTF-8
        return "\N{REPLACEMENT CHARACTER}"
    return "" if category in ("Cc", "Cf") else character
