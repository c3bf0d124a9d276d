"""A small bank where the shipped one is looked for, and a folder for packs of one's own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from interviewer.bank import folders

PACK = """\
pack: mine
framework: PROBLEM
questions:
  - slug: bagging
    section: trees/ensembles
    level: mid
    type: concept
    prompt: What does bagging do, and what for?
    reference: It averages models of resampled data, so that the variance falls.
    expected_steps: [P, B]
    jump_applies: false
    topic: [bagging]
    key_points:
      - id: average
        text: Bagging averages its models.
        weight: 1.0
        about: [bagging]
        says: ["averages|averaging models", "models vote"]
        explain: It averages what many models say.
      - id: variance
        text: Averaging lowers the variance.
        says: ["lowers|reduces variance"]
        explain: Errors of many models cancel out.
    contrasts:
      - points: [average, variance]
        correction: The one is how, the other what for.
    follow_ups:
      - key_point: average
        line: What becomes of all these models?
    step_examples:
      B: ["I'd bag a hundred trees."]
"""


@pytest.fixture
def small_bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One question numbered 1, `shipped`, in the place of the shipped bank, with the real framework."""
    folder = tmp_path / "shipped"
    shutil.copytree(folders.REPOSITORY / "frameworks", folder / "frameworks")
    text = PACK.replace("slug: bagging", "slug: shipped\n    number: 1").replace("pack: mine", "pack: ours")
    (folder / "ours.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(folders, "PACKAGED", folder)
    return folder


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """``write(text, name)``: a file in the folder ``mine``; text or bytes."""

    def write(content: str | bytes, name: str = "mine.yaml") -> Path:
        file = tmp_path / "mine" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    return write
