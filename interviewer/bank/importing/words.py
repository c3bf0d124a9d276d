"""Words of a draft: sentences, cues, slugs. Rough on purpose, for a person goes over every draft."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

SLUG_LENGTH = 60  # the longest that the schema takes
MAX_CUES = 4  # a statement is met by any one of its cues; more would be met by chance
CUE_WORDS = 3  # the scorer wants all of them close together
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NOT_PLAIN = ("Cc", "Cs", "Co")  # control, half a surrogate pair, private use
_ABBREVIATIONS = ("e.g", "i.e", "etc", "vs", "cf", "approx", "eq", "fig", "no", "al", "eg")
_END = re.compile(r"(?<=[.!?])(?P<closing>[\"”’)]?)\s+(?=[^\W_a-z]|[\"“(])|\n+")

# What a person would not take for the matter of a sentence. The scorer has a longer list of its own, which
# this room, standing below it, does not see; a word too many in a cue only makes the draft stricter.
SMALL_WORDS = frozenset(
    """
    a about after all also although an and another any are as at be because been before being between
    both but by can could did do does doing done during e each either etc even every few for from further
    g get gets give given gives had has have having here how however i if in into is it its just kind
    know less let like main make makes making many may mean means might more most much must need needs
    new nor of on one only or other our out over own per rather really same say see several should simply
    since so some something such take takes than that the their them then there these they thing things
    this those through to too two under up us use used uses using usually various very want was way ways
    we well were what when where whether which while who whom whose why will with within would you your
    it's i'd what's eg ie example
    """.split()  # noqa: SIM905 - a block of words is easier to keep in order
)


def plain(text: str) -> str:
    """The text without control characters and others that no file should hold; newlines stay."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        character
        for character in unicodedata.normalize("NFC", text)
        if character == "\n" or unicodedata.category(character) not in _NOT_PLAIN
    )


def content_words(text: str) -> list[str]:
    """The words that carry the matter, in order, in lower case."""
    words = (match.group().lower().replace("’", "'") for match in _WORD.finditer(text))
    opened = ("not" if word.endswith("n't") or word == "cannot" else word for word in words)
    return [word for word in opened if word not in SMALL_WORDS]  # "not" stays: it turns what is said


def cues(text: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """Cues from the content words of a statement; words of the question (``known``) only where few are left.

    Empty where the text has no word at all.
    """
    words = list(dict.fromkeys(content_words(text)))
    own = [word for word in words if word not in set(known)]
    words = own if len(own) > 1 else words or [match.group().lower() for match in _WORD.finditer(text)]
    groups = [words[at : at + CUE_WORDS] for at in range(0, len(words), CUE_WORDS)]
    if len(groups) > 1 and len(groups[-1]) == 1:  # a single word is met by chance
        single = groups.pop()
        groups[-1] += single
    return tuple(" ".join(group) for group in groups[:MAX_CUES])


def sentences(text: str) -> Iterator[str]:
    """Sentences of a text; a newline ends one. Abbreviations such as "e.g." don't."""
    start = 0
    for match in _END.finditer(text):
        before = text[start : match.start()] + (match["closing"] or "")
        last = before.rsplit(None, 1)[-1].lower().strip("(.") if before.split() else ""
        if "\n" not in match.group() and last in _ABBREVIATIONS:
            continue
        if before.strip():
            yield before.strip()
        start = match.end()
    if text[start:].strip():
        yield text[start:].strip()


def shortened(text: str, length: int) -> str:
    """The text in one line, cut between words where it is longer."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def slug(text: str, length: int = SLUG_LENGTH) -> str:
    """``"What's the ROC curve?"`` as ``"roc-curve"``; empty where the text has no Latin letter or digit."""
    words = content_words(text) or _WORD.findall(text.lower())
    ascii_words = (re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", word).lower()) for word in words)
    made = ""
    for word in filter(None, ascii_words):
        joined = f"{made}-{word}" if made else word[:length]
        if len(joined) > length:
            break
        made = joined
    return made


def named_after(name: str) -> str:
    """A slug of all the words of a file's name; "imported" where it has none in Latin letters."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", ascii_name))[:SLUG_LENGTH].strip("-") or "imported"


def unique(wanted: str, taken: dict[str, int], length: int = SLUG_LENGTH) -> str:
    """The slug, with a number where it is taken. ``taken``: each slug with the last number given to it, 1 for
    none, so that the ten-thousandth of a name is found as quickly as the second; it then holds this one too.
    """
    made = wanted
    while made in taken:
        taken[wanted] += 1
        ending = f"-{taken[wanted]}"
        made = wanted[: length - len(ending)].rstrip("-") + ending
    taken[made] = 1
    return made
