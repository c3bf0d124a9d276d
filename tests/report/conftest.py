"""The sample answers as fixtures, and golden files to hold the reports against.

``pytest tests/report --update-golden`` writes the golden files anew; read the
difference before keeping it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from interviewer.bank.models import Question
from tests.report.samples import Sample, make_question, make_samples

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="session")
def question() -> Question:
    return make_question()


@pytest.fixture(scope="session")
def samples() -> dict[str, Sample]:
    return make_samples()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write tests/report/golden anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """``golden(name, text)``: the text is what golden/NAME.txt holds."""

    def check(name: str, text: str) -> None:
        file = GOLDEN / f"{name}.txt"
        # The option is unknown where the whole suite runs: this file is read after the command line.
        if request.config.getoption("--update-golden", default=False):
            file.write_text(text, encoding="utf-8")
        assert file.exists(), f"{file.name} is not there yet: pytest tests/report --update-golden"
        assert text == file.read_text(encoding="utf-8")

    return check
