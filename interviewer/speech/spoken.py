"""Lines read aloud: rendered once, kept by text and voice, and made ready before they are needed."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Lock

from interviewer.audio.clip import Clip
from interviewer.audio.files import read_clip
from interviewer.errors import BadStore, MissingProgram
from interviewer.speech.voices import Voice, require_sound

# What espeak-ng's letter rules, which piper uses too, get wrong, by the phonemes it gives for them:
# AUC is "awk", ETL "ettle", IQR "icker", A/B "a slash B", 1:100 "one colon hundred", R² "R two".
# SMOTE, k-means, F1, L2, PCA, LSTM, XGBoost and 90% come out right and are left alone.
_SPOKEN: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), spoken)
    for pattern, spoken in (
        # What surrounds a term first, so that the term is then found.
        (r"[`*_]+", ""),  # Markdown that a question file may carry
        (r"(?<=\w)²", " squared"),
        (r"[→⇒]", " to "),
        (r"\bROC[-\s]AUC\b", "rock A.U.C."),
        (r"\bPR[-\s]AUC\b", "P.R. A.U.C."),
        (r"\bAUC\b", "A.U.C."),
        (r"\bROC\b", "rock"),
        (r"\bETL\b", "E.T.L."),
        (r"\bIQR\b", "I.Q.R."),
        (r"\bTF-IDF\b", "T.F. I.D.F."),
        (r"\bt-SNE\b", "tee snee"),
        (r"\bCI/CD\b", "C.I. C.D."),
        (r"\bA/B\b", "A.B."),
        (r"\bNaNs?\b", "not a number"),
        (r"\b[Ss]cikit\b", "sigh-kit"),
        (r"\bKubernetes\b", "Koober-netties"),
        (r"\be\.g\.", "for example"),
        (r"\bi\.e\.", "that is"),
        (r"(?<=\w)/(?=[A-Za-z])", " "),
        (r"\bvs\.?(?=\s)", "versus"),
        (r"(?<=\d):(?=\d)", " to "),
        (r"\s+", " "),
    )
)


def say_as(text: str) -> str:
    """``text`` as a voice should be given it: short forms that voices garble spelled as they are said."""
    for pattern, spoken in _SPOKEN:
        text = pattern.sub(spoken, text)
    return text.strip()


class SpokenLines:
    """Spoken lines in a folder, one file each. Rendering is serialised; one line can be made ready ahead.

    Side effects: creates ``folder`` (only its owner may look in), writes files, one background thread.
    """

    def __init__(self, folder: Path, voice: Voice) -> None:
        self._folder = folder
        self._voice = voice
        self._rendering = Lock()
        self._background = ThreadPoolExecutor(max_workers=1, thread_name_prefix="spoken-lines")
        self._prepared: dict[str, Future[Path]] = {}

    def path(self, text: str) -> Path:
        """The sound file of ``text``, rendered now unless a sound one is there.

        Raises what the voice raises, and BadStore when the folder can't be written.
        """
        key = hashlib.sha256(f"{self._voice.name}\0{say_as(text)}".encode()).hexdigest()
        path = self._folder / f"{key}.wav"
        with self._rendering:
            if not self._is_sound(path):
                self._render(say_as(text), path)
        return path

    def clip(self, text: str) -> Clip:
        """The sound of ``text``. Waits for it if it is being prepared; an error met there is raised here."""
        prepared = self._prepared.pop(text, None)
        return read_clip(self.path(text) if prepared is None else prepared.result())

    def prepare(self, text: str) -> None:
        """Render ``text`` in the background and return at once. Errors wait for the next `clip` of it."""
        if text not in self._prepared:
            self._prepared[text] = self._background.submit(self.path, text)

    def _is_sound(self, path: Path) -> bool:
        if not path.exists():
            return False
        try:
            require_sound(path, self._voice.name)
        except MissingProgram:
            return False  # damaged or cut short: it is rendered anew
        return True

    def _render(self, spoken: str, path: Path) -> None:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._render_beside(spoken, path)
        except OSError as error:
            raise BadStore(
                f"can't keep spoken lines in {self._folder}: {error.strerror or error}",
                "Free some space, or choose another folder with --data-dir",
            ) from error

    def _render_beside(self, spoken: str, path: Path) -> None:
        """Render next to ``path`` and rename, so that no half-written file ever has the final name."""
        # mkstemp makes a file that only its owner may read, and the rename keeps that.
        handle, name = tempfile.mkstemp(prefix=".rendering-", suffix=".wav", dir=self._folder)
        os.close(handle)
        rendering = Path(name)
        try:
            self._voice.render(spoken, rendering)
            rendering.chmod(0o600)  # a driver may have replaced the file by one of its own
            rendering.replace(path)
        finally:
            rendering.unlink(missing_ok=True)
