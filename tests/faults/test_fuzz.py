"""Files that nobody meant to write: packs, settings, imports and databases, bent at random.

Each run of a command ends with an answer or with one line, never with a traceback, runs nothing and writes
nothing outside its folders. The examples are the same on every run.
"""

from __future__ import annotations

import contextlib
import io
import json
import random
import sqlite3
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviewer import settings as own_settings
from interviewer.bank.folders import shipped_folder
from interviewer.cli.main import main
from interviewer.errors import BadSettings
from tests.faults.hostile import write_pack

pytestmark = pytest.mark.slow

SHARED = settings(
    max_examples=40, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
BENDS = 24  # of each file
SHARE_S = 20.0  # how long one command may take at most, on a busy machine


def run(*arguments: str | Path, stdin: str = "") -> tuple[int, str]:
    """The exit code and all that was printed; asserts that it ended well and soon."""
    out, err = io.StringIO(), io.StringIO()
    before, started_s = sys.stdin, time.monotonic()
    sys.stdin = io.StringIO(stdin)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main([str(argument) for argument in arguments])
    finally:
        sys.stdin = before
    shown = out.getvalue() + err.getvalue()
    assert time.monotonic() - started_s < SHARE_S, arguments
    assert "Traceback" not in shown
    assert "an error in this program" not in shown, shown
    assert code in (0, 1, 2), (code, shown)
    return code, shown


def bent(content: bytes, seed: int) -> bytes:
    """The content with some bytes changed, cut out, doubled, or its end lost."""
    chance = random.Random(seed)
    data = bytearray(content)
    for _ in range(chance.choice([1, 2, 8, 40])):
        at = chance.randrange(len(data) or 1)
        match chance.randrange(5):
            case 0:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del data[at : at + chance.choice([1, 10, 300])]
            case 2:
                data[at:at] = data[at : at + chance.choice([1, 30])] * chance.choice([2, 20])
            case 3:
                data[at:at] = chance.choice(
                    [b"\0", b"\xff\xfe", b"[" * 99, b"{", b'"', b"&a ", b"*a", b"- " * 50]
                )
            case _:
                if chance.random() < 0.2:
                    del data[at:]
    return bytes(data)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Path]:
    """A folder for a command to work in; what lies beside it must be the same afterwards."""
    folder = tmp_path / "within"
    folder.mkdir()
    (tmp_path / "beside.txt").write_text("as it was")
    yield folder
    left = {path.name for path in tmp_path.iterdir()} - {"data", "settings.toml"}
    assert left == {"within", "beside.txt"}
    assert (tmp_path / "beside.txt").read_text() == "as it was"


def test_bent_packs(watched: Path) -> None:
    whole = write_pack(watched / "whole", prompt="What is bagging?")
    content = next(whole.iterdir()).read_bytes()
    for seed in range(BENDS):
        file = watched / f"bent-{seed}" / "pack.yaml"
        file.parent.mkdir()
        file.write_bytes(bent(content, seed))
        run("questions", "check", file)
        run("questions", "list", "--questions", file.parent)


YAML_VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=10), inside, max_size=4),
    max_leaves=10,
)
KEYS = st.sampled_from(
    [
        "slug",
        "prompt",
        "level",
        "type",
        "reference",
        "key_points",
        "methods",
        "scenario",
        "contrasts",
        "number",
    ]
)


@SHARED
@given(changes=st.dictionaries(KEYS, YAML_VALUES, min_size=1, max_size=3))
def test_packs_with_other_values(changes: dict[str, object], tmp_path: Path) -> None:
    """Every key may hold anything that YAML can."""
    file = tmp_path / "pack.yaml"
    question = {"slug": "a", "section": "s", "level": "mid", "type": "concept", "prompt": "p", **changes}
    file.write_text(yaml.safe_dump({"pack": "mine", "questions": [question]}), encoding="utf-8")
    assert run("questions", "check", file)[0] in (1, 2)


ALIASES = "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in pairwise("abcdefghi")
)
HOSTILE_YAML = {
    "bomb": f"a: &a [x, x]\n{ALIASES}",
    "recursion": "pack: &a [*a]\n",
    "deep": "pack: " + "[" * 5_000,
    "object": "pack: !!python/object/apply:os.system ['touch owned']\n",
    "module": "pack: !!python/module:antigravity\n",
    "huge number": f"pack: {'9' * 20_000}\n",
    "huge key": f"{'k' * 2_000_000}: 1\n",
    "path": "pack: ../../beside\nquestions: [{slug: ../../beside, prompt: p}]\n",
    "null": "pack: a\0b\n",
    "not text": b"\x80\x81\xfe".decode("latin-1"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE_YAML)
def test_hostile_packs(name: str, watched: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(watched)
    (watched / "pack.yaml").write_text(HOSTILE_YAML[name], encoding="utf-8")
    assert run("questions", "check", watched / "pack.yaml")[0] in (1, 2)
    assert run("questions", "list", "--questions", watched)[0] == 2
    assert {path.name for path in watched.iterdir()} == {"pack.yaml"}


@SHARED
@given(
    text=st.text(max_size=200), key=st.sampled_from(["mode", "silence_s", "data_dir", "questions", "other"])
)
def test_settings(text: str, key: str, tmp_path: Path) -> None:
    file = tmp_path / "fuzzed.toml"
    for content in (text, f"{key} = {text}", f"{key} = {json.dumps(text)}"):
        file.write_text(content, encoding="utf-8", errors="replace")
        with contextlib.suppress(BadSettings):
            own_settings.load_settings({}, {"INTERVIEWER_SETTINGS": str(file)})


SOURCES = {
    "notes.md": "# Trees\n\n1. **What is bagging?** 🟢\n\nMany *trees* on [samples](x).\n\n| a |\n|---|\n",
    "table.csv": 'question,answer\n"What is bagging?","Many, trees"\n',
    "table.tsv": "question\tanswer\nWhat is bagging?\tMany trees\n",
    "list.json": '[{"question": "What is bagging?", "answer": "Many trees", "tags": ["x"]}]',
}


@pytest.mark.parametrize("name", SOURCES)
def test_bent_imports(name: str, watched: Path) -> None:
    for seed in range(BENDS // 2):
        file = watched / name
        file.write_bytes(bent(SOURCES[name].encode(), seed))
        run("questions", "import", file, "-o", watched / f"draft-{seed}.yaml")


@pytest.fixture
def practised(tmp_path: Path) -> Path:
    """A data folder with two typed attempts."""
    data = tmp_path / "data"
    for question in ("5", "27"):
        run(
            "practice",
            "--typed",
            "-q",
            question,
            "--no-speak",
            "--data-dir",
            data,
            stdin="Count them.\n/done\n",
        )
    return data


def test_bent_databases(practised: Path, watched: Path) -> None:
    """Bytes of the file changed, or values in it: what can be read is read, the rest is one line."""
    content = (practised / "attempts.db").read_bytes()
    for seed in range(BENDS // 2):
        data = watched / str(seed)
        data.mkdir()
        (data / "attempts.db").write_bytes(bent(content, seed))
        for command in (["review"], ["review", "1"], ["progress"], ["rescore"], ["explain", "2"]):
            run(*command, "--data-dir", data)


VALUES = [None, "", "\x1b[2J", "../../etc/passwd", -1, 10**12, 1.5, b"\0\xff", "9" * 5_000, "{}", "[" * 2_000]


@pytest.mark.parametrize("table", ["attempt", "judgement"])
def test_other_values_in_a_database(table: str, practised: Path) -> None:
    """Written by somebody else: each column, each strange value in turn."""
    path = practised / "attempts.db"
    content = path.read_bytes()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    for place, column in enumerate(columns):
        for value in VALUES[place % 3 :: 3]:
            path.write_bytes(content)
            with contextlib.closing(sqlite3.connect(path)) as connection:
                with contextlib.suppress(sqlite3.Error):  # what the schema refuses nobody can write
                    connection.execute(f"UPDATE {table} SET {column} = ?", (value,))
                connection.commit()
            for command in (["review"], ["review", "1"], ["progress"], ["forget", "1", "--yes"]):
                _, shown = run(*command, "--data-dir", practised)
                assert "\x1b" not in shown


def test_bent_archives(practised: Path, watched: Path) -> None:
    archive = watched / "attempts.json"
    run("export", "--format", "json", "-o", archive, "--data-dir", practised)
    content = archive.read_bytes()
    for seed in range(BENDS // 2):
        archive.write_bytes(bent(content, seed))
        run("import", archive, "--data-dir", watched / f"data-{seed}")


TEXTS = {
    "a hundred thousand words": "tree bagging boosting however because " * 4_000 + "word " * 80_000,
    "one word of a megabyte": "a" * 1_000_000,
    "commas": "," * 100_000,
    "questions": "why? " * 20_000,
    "opened and never closed": "((((" * 20_000 + '"' * 10_001,
    "apostrophes": "don't'" * 20_000,
    "the same negation": "not not " * 20_000,
    "right to left": "\u202eעברית العربية 中文 🏳️‍🌈 " * 2_000,
    "combining": "e" + "\u0301" * 50_000,
    "null bytes": "count\0the\0classes\0" * 1_000,
    "half surrogates": "count \ud800 the \udfff classes",
    "every character": "".join(map(chr, range(0x3000))) + "".join(map(chr, range(0x1F000, 0x20000))),
    "blank": " \n\t\r\u2028\u00a0\ufeff",
}


@pytest.mark.parametrize("name", TEXTS)
def test_texts(name: str, tmp_path: Path) -> None:
    """Each is scored, in a time that grows with its length and no faster, and what is shown is harmless."""
    file = tmp_path / "answer.txt"
    file.write_text(TEXTS[name], encoding="utf-8", errors="surrogatepass")
    code, shown = run("score", file, "-q", "5")
    assert (code, "/ 100" in shown) == (0, True) or (code == 2 and shown.count("\n") == 1), shown[:500]
    assert "\0" not in shown
    assert "\u202e" not in shown


@SHARED
@given(text=st.text(max_size=300))
def test_any_text(text: str, tmp_path: Path) -> None:
    file = tmp_path / "answer.txt"
    file.write_text(text, encoding="utf-8", errors="surrogatepass")
    run("score", file, "-q", "outliers", "--json")


def test_the_shipped_questions_bent(watched: Path) -> None:
    """Real packs: long ones, with everything that a pack can hold."""
    for seed, source in enumerate(sorted(shipped_folder().glob("*.yaml"))):
        (watched / "pack.yaml").write_bytes(bent(source.read_bytes(), seed))
        run("questions", "check", watched / "pack.yaml")
