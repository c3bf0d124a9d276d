"""Strict loading: every mistake is reported with file, line, key and what was expected."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from interviewer.bank import folders, loading
from interviewer.bank.folders import shipped_folder
from interviewer.bank.loading import load_bank, read_folders
from interviewer.errors import BadPack
from tests.bank.conftest import PACK

Write = Callable[..., Path]

# What is changed in PACK, the line it is reported at (by a piece of that line), the key, what is said.
MISTAKES = {
    "typo in a key": (
        "    reference: It",
        "    refrence: It",
        "refrence:",
        "questions[1].refrence",
        "unknown key",
    ),
    "key left out": (
        "    reference: It",
        "    # reference: It",
        "- slug",
        "questions[1].reference",
        "required",
    ),
    "typo in a key point": (
        'says: ["lowers',
        'say: ["lowers',
        "say: [",
        "questions[1].key_points[2].say",
        "unknown key",
    ),
    "typo in the header": (
        "framework: PROBLEM",
        "framwork: PROBLEM",
        "framwork",
        "framwork",
        "known: pack, framework",
    ),
    "no pack": ("pack: mine\n", "", "framework:", "pack", "required"),
    "key given twice": (
        "    level: mid",
        "    level: mid\n    level: entry",
        "level: entry",
        "",
        "'level' stands here twice",
    ),
    "slug in capitals": ("slug: bagging", "slug: Bagging", "slug: Bagging", "questions[1].slug", "pattern"),
    "wrong level": (
        "level: mid",
        "level: senior",
        "level: senior",
        "questions[1].level",
        "'entry', 'mid' or 'expert'",
    ),
    "wrong type": (
        "type: concept",
        "type: riddle",
        "type: riddle",
        "questions[1].type",
        "'concept', 'compare'",
    ),
    "text that is a date": (
        "section: trees/ensembles",
        "section: 2024-01-31",
        "section:",
        "questions[1].section",
        "valid string",
    ),
    "yes in a list of cues": (
        "topic: [bagging]",
        "topic: [yes]",
        "topic:",
        "questions[1].topic[1]",
        "valid string",
    ),
    "empty prompt": (
        "prompt: What does bagging do, and what for?",
        "prompt: ''",
        "prompt:",
        "questions[1].prompt",
        "empty",
    ),
    "weight out of range": (
        "weight: 1.0",
        "weight: -1",
        "weight: -1",
        "questions[1].key_points[1].weight",
        "greater than 0",
    ),
    "empty says": (
        'says: ["lowers|reduces variance"]',
        "says: []",
        "says: []",
        "questions[1].key_points[2].says",
        "at least one",
    ),
    "same key point twice": (
        "id: variance",
        "id: average",
        "key_points:",
        "questions[1].key_points",
        "used twice: average",
    ),
    "unknown framework": (
        "framework: PROBLEM",
        "framework: SOLVE",
        "- slug",
        "questions[1].framework",
        "'SOLVE'; known: PROBLEM",
    ),
    "step that is not there": (
        "expected_steps: [P, B]",
        "expected_steps: [P, X]",
        "expected_steps",
        "questions[1].expected_steps",
        "'X' is no step of PROBLEM (P R O B L E M)",
    ),
    "example of such a step": (
        "      B: [",
        "      Z: [",
        "step_examples",
        "questions[1].step_examples",
        "'Z' is no step",
    ),
    "contrast of an unknown point": (
        "points: [average, variance]",
        "points: [average, bias]",
        "contrasts",
        "questions[1].contrasts",
        "'bias' is no key point of this question (average, variance)",
    ),
    "follow-up to an unknown point": (
        "key_point: average",
        "key_point: bias",
        "follow_ups",
        "questions[1].follow_ups",
        "'bias' is no key point",
    ),
    "jump without interjections": (
        "jump_applies: false",
        "jump_applies: true",
        "- slug",
        "questions[1].interjections",
        "at least one line",
    ),
    "questions not a list": ("questions:\n", "questions: none\nrest:\n", "pack:", "", "questions (a list)"),
    "question not a mapping": (
        "questions:\n",
        "questions:\n  - just a name\n",
        "just a name",
        "questions",
        "expected a mapping",
    ),
    "tab": ("    level: mid", "\tlevel: mid", "\tlevel", "", "not valid YAML"),
    "python object": (
        "section: trees/ensembles",
        "section: !!python/object/apply:os.system [ls]",
        "section:",
        "",
        "not valid YAML",
    ),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_reported_with_file_line_key_and_expectation(
    case: str, small_bank: Path, write: Write
) -> None:
    old, new, place, key, expected = MISTAKES[case]
    assert PACK.count(old) == 1
    text = PACK.replace(old, new)
    line = next(number for number, line in enumerate(text.splitlines(), 1) if place in line)
    file = write(text)
    with pytest.raises(BadPack) as raised:
        load_bank(file.parent)
    message = raised.value.what
    assert message.startswith(f"{file}:{line}: {key}: " if key else f"{file}:{line}: ")
    assert expected in message
    assert "\n" not in message
    assert raised.value.next_step == "See all mistakes with: interviewer questions check"


# Files that are no YAML, or YAML that is not to be read: what is said of them.
NOT_TO_BE_READ = {
    "unclosed quote": ('pack: "mine\n', "not valid YAML"),
    "unclosed list": ("pack: [mine\n", "not valid YAML"),
    "two documents": ("pack: a\n---\npack: b\n", "not valid YAML"),
    "control characters": ("pack: mi\x01ne\n", "not valid YAML"),
    "not UTF-8": ("pack: m\xfcne\n".encode("latin-1"), "not UTF-8 text"),
    "UTF-16": ("pack: mine\n".encode("utf-16"), "not UTF-8 text"),
    "python tag": ("pack: !!python/name:os.system\n", "not valid YAML"),
    "alias bomb": (
        "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]\n" for n in range(1, 9)),
        "more than 50 YAML aliases",
    ),
    "nested lists": ("pack: " + "[" * 200_000, "nested more than 100 deep"),
    "nested dashes": ("- " * 200_000 + "x", "nested more than 100 deep"),
    "empty": ("", "expected a mapping"),
    "a list": ("- pack: mine\n", "expected a mapping"),
    "one word": ("questions\n", "expected a mapping"),
}


@pytest.mark.parametrize("case", NOT_TO_BE_READ)
def test_not_a_pack_at_all(case: str, small_bank: Path, write: Write) -> None:
    content, expected = NOT_TO_BE_READ[case]
    file = write(content)
    with pytest.raises(BadPack) as raised:
        load_bank(file.parent)
    assert raised.value.what.startswith(f"{file}:") or raised.value.what.startswith(f"{file}: ")
    assert expected in raised.value.what
    assert "\n" not in str(raised.value)


def test_a_file_too_large_to_be_a_pack(
    small_bank: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "MAX_BYTES", 2_000_000)
    file = write("#" * 2_000_001)
    with pytest.raises(BadPack, match="larger than 2 MB"):
        load_bank(file.parent)


def test_a_folder_named_like_a_file(small_bank: Path, write: Write) -> None:
    folder = write(PACK).parent
    (folder / "other.yaml").mkdir()
    with pytest.raises(BadPack, match=r"other\.yaml: can't be read: Is a directory"):
        load_bank(folder)


def test_the_same_slug_twice_in_a_file(small_bank: Path, write: Write) -> None:
    file = write(PACK + PACK[PACK.index("  - slug") :])
    line = file.read_text().splitlines().index("  - slug: bagging", 4) + 1
    with pytest.raises(BadPack, match=rf"mine\.yaml:{line}: slug: 'bagging' is taken by .*mine\.yaml"):
        load_bank(file.parent)


def test_the_same_slug_in_two_files(small_bank: Path, write: Write) -> None:
    write(PACK, "a.yaml")
    file = write(PACK, "b.yaml")
    with pytest.raises(BadPack, match=r"b\.yaml:4: slug: 'bagging' is taken by .*a\.yaml; choose another"):
        load_bank(file.parent)


@pytest.mark.parametrize(
    ("new", "key", "name"),
    [("slug: shipped", "slug", "'shipped'"), ("slug: other\n    number: 1", "number", "1")],
)
def test_a_clash_with_the_shipped_bank_is_the_users_to_mend(
    new: str, key: str, name: str, small_bank: Path, write: Write
) -> None:
    file = write(PACK.replace("slug: bagging", new))
    with pytest.raises(BadPack, match=rf"^{file}:\d: {key}: {name} is taken by {small_bank}/ours\.yaml"):
        load_bank(file.parent)


def test_all_mistakes_of_all_files_and_what_could_be_read(small_bank: Path, write: Write) -> None:
    write(PACK, "good.yaml")
    write("pack: [\n", "broken.yaml")
    write(PACK.replace("says:", "sais:").replace("slug: bagging", "slug: wrong"), "typos.yaml")
    folder = write("steps: []\n", "frameworks/empty.yaml").parent.parent
    write("terms: [{term: SMOTE}, {term: smote}]\n", "glossary/twice.yaml")
    bank, mistakes = read_folders([folder, small_bank])
    assert [question.slug for question in bank] == ["shipped", "bagging"]
    assert {(mistake.file.name, mistake.key) for mistake in mistakes} == {
        ("broken.yaml", ""),
        ("typos.yaml", "questions[1].key_points[1].sais"),
        ("typos.yaml", "questions[1].key_points[1].says"),
        ("typos.yaml", "questions[1].key_points[2].sais"),
        ("typos.yaml", "questions[1].key_points[2].says"),
        ("empty.yaml", "name"),
        ("empty.yaml", "title"),
        ("empty.yaml", "steps"),
        ("twice.yaml", ""),
    }
    with pytest.raises(BadPack, match=rf"\({len(mistakes) - 1} more\)"):
        load_bank(folder)


class TestWherePacksComeFrom:
    def test_given_folders_then_the_users_then_the_shipped(self, small_bank: Path, write: Write) -> None:
        glossary = "terms: [{{term: SMOTE, aliases: [{}]}}]\n".format
        (small_bank / "glossary").mkdir()
        (small_bank / "glossary" / "terms.yaml").write_text(glossary("shipped"))
        own = write(PACK, "own/a.yaml").parent
        given = write(PACK.replace("slug: bagging", "slug: boosting"), "given/a.yaml").parent
        assert load_bank(given, user_folder=own).glossary.terms[0].aliases == ("shipped",)
        write(glossary("own"), "own/glossary/terms.yaml")
        assert load_bank(given, user_folder=own).glossary.terms[0].aliases == ("own",)
        write(glossary("given"), "given/glossary/terms.yaml")
        bank = load_bank(str(given), user_folder=own)
        assert bank.glossary.terms[0].aliases == ("given",)
        assert {question.slug for question in bank} == {"shipped", "bagging", "boosting"}

    def test_the_same_folder_twice_is_read_once(self, small_bank: Path, write: Write) -> None:
        folder = write(PACK).parent
        assert len(load_bank(folder, folder / ".." / "mine", user_folder=folder)) == 2

    def test_a_user_folder_that_is_not_there(self, small_bank: Path, tmp_path: Path) -> None:
        assert len(load_bank(user_folder=tmp_path / "none")) == 1

    @pytest.mark.parametrize(
        ("made", "said"), [(False, "no such folder of questions"), (True, "holds no question files")]
    )
    def test_a_given_folder_must_hold_packs(
        self, made: bool, said: str, small_bank: Path, tmp_path: Path
    ) -> None:
        folder = tmp_path / "nothing"
        if made:
            folder.mkdir()
        with pytest.raises(BadPack, match=f"{folder}: {said}"):
            load_bank(folder)

    def test_packaged_before_repository(self, small_bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        assert shipped_folder() == small_bank
        monkeypatch.setattr(folders, "PACKAGED", small_bank / "frameworks" / "none")
        assert shipped_folder() == folders.REPOSITORY

    def test_no_bank_anywhere_lists_the_paths_tried(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(folders, "PACKAGED", tmp_path / "one")
        monkeypatch.setattr(folders, "REPOSITORY", tmp_path / "two")
        with pytest.raises(BadPack, match=f"tried {tmp_path / 'one'}, {tmp_path / 'two'}") as raised:
            load_bank()
        assert raised.value.exit_code == 2
        assert raised.value.next_step
