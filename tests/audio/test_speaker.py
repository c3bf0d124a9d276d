from __future__ import annotations

import pytest

from interviewer.audio.speaker import NoSpeaker
from tests.audio import contract


@pytest.mark.parametrize("check", contract.SPEAKER_CHECKS)
def test_no_speaker_is_a_speaker(check: str) -> None:
    contract.SPEAKER_CHECKS[check](NoSpeaker)
