"""JSON: lists of objects in the shapes that people make, and the program's own."""

from __future__ import annotations

import json

import pytest

from interviewer.bank.bank import Bank
from interviewer.bank.importing.json_list import read_json
from interviewer.errors import BadInput
from tests.bank.importing.conftest import Packed, briefs

LISTS = {
    "question and answer": ([{"question": "Why?", "answer": "So."}], [(1, "Why?", "So.")]),
    "short keys": ([{"q": "Why?", "a": "So."}], [(1, "Why?", "So.")]),
    "a list of answers": ([{"prompt": "Why?", "answers": ["So", "and so"]}], [(1, "Why?", "- So\n- and so")]),
    "strings": (["Why?", "How?"], [(1, "Why?", ""), (2, "How?", "")]),
    "under a key": ({"title": "x", "questions": [{"Question": "Why?"}]}, [(1, "Why?", "")]),
    "pairs": ({"Why?": "So.", "How?": "Thus."}, [(1, "Why?", "So."), (2, "How?", "Thus.")]),
    "one object": ({"question": "Why?", "answer": "So."}, [(1, "Why?", "So.")]),
}


DEEP = f'[{{"question": "Why?", "answer": {"[" * 900}1{"]" * 900}}}]'  # JSON takes it, its reading may not


@pytest.mark.parametrize("shape", LISTS)
def test_shapes(shape: str) -> None:
    data, expected = LISTS[shape]
    assert briefs(read_json(json.dumps(data), "list.json")) == expected


def test_an_object_a_line() -> None:
    text = '{"question": "Why?", "level": "easy"}\n\n{"question": "How?", "answer": null}\n'
    source = read_json(text, "list.jsonl")
    assert briefs(source) == [(1, "Why?", ""), (2, "How?", "")]
    assert source.drafts[0].level == "entry"


def test_tags_and_sections_given_as_lists() -> None:
    entry = {"question": "Why?", "tags": ["deep learning", "cnn"], "topic": ["oven"], "level": ["easy"]}
    (draft,) = read_json(json.dumps([entry]), "list.json").drafts
    assert (draft.tags, draft.section, draft.level) == (("deep learning", "cnn"), "oven", "entry")


def test_entries_that_are_no_questions_are_skipped() -> None:
    source = read_json('[3, null, {"answer": "So."}, {"question": "Why?", "mood": "sad"}]', "list.json")
    assert [remark.at for remark in source.skipped] == [1, 2, 3]
    assert [(note.at, note.what) for note in source.notes] == [(4, "the key 'mood' was not taken over")]


@pytest.mark.parametrize("text", ["[1,", '"Why?"', "{}", '{"a": 1}', "[" * 50_000, DEEP])
def test_what_is_no_list_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match=r"^list.json"):
        read_json(text, "list.json")


def test_our_own_questions_keep_every_field(shipped: Bank, packed: Packed) -> None:
    """`questions list --json` of the whole bank, imported beside it: new slugs, no numbers, all else kept."""
    listed = [question.to_dict() for question in shipped]
    bank, report, _ = packed(read_json(json.dumps(listed), "bank.json"))
    assert (report.imported, report.stubs, report.skipped) == (len(shipped), (), ())
    for before, after in zip(listed, bank, strict=True):
        assert after.slug == f"{before['slug']}-2"[:60]
        own = {"slug": after.slug, "number": None, "pack": "mine"}
        assert after.to_dict() == json.loads(json.dumps(before)) | own


def test_a_question_of_ours_that_is_damaged_is_skipped_with_the_reason(shipped: Bank, packed: Packed) -> None:
    damaged = shipped.question("outliers").to_dict() | {"level": "wizard"}
    bank, report, _ = packed(read_json(json.dumps([damaged, {"question": "Why?"}]), "bank.json"))
    assert len(bank) == 1
    assert [(remark.at, "level" in remark.what) for remark in report.skipped] == [(1, True)]
