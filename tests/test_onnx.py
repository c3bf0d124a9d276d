from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from interviewer.errors import MissingModel, MissingProgram
from interviewer.onnx import THREADS, open_model
from tests.support.onnx_file import adding_model

ONE = np.ones(3, np.float32)


@pytest.fixture
def adding(tmp_path: Path) -> Path:
    path = tmp_path / "adding.onnx"
    path.write_bytes(adding_model())
    return path


def test_a_model_is_run_on_one_thread(adding: Path) -> None:
    model = open_model(adding)
    assert model.inputs == ("left", "right")
    (total,) = model.run({"left": ONE, "right": 2 * ONE, "unknown": ONE})
    assert total.dtype == np.float32
    assert total.tolist() == [3.0, 3.0, 3.0]
    options = model.session.get_session_options()
    assert (options.intra_op_num_threads, options.inter_op_num_threads) == (THREADS, THREADS) == (1, 1)


@pytest.mark.parametrize("content", [None, b"", b"no model", adding_model()[:-10]])
def test_a_file_that_is_no_model_is_named_in_one_line(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "broken.onnx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(MissingModel, match=r"broken\.onnx can't be loaded") as caught:
        open_model(path)
    assert "\n" not in str(caught.value)
    assert caught.value.__cause__ is not None


@pytest.mark.parametrize("inputs", [{}, {"left": ONE}, {"left": ONE, "right": np.ones(2, np.float32)}])
def test_inputs_that_do_not_fit(adding: Path, inputs: dict[str, np.ndarray]) -> None:
    with pytest.raises(MissingModel, match=r"adding\.onnx failed"):
        open_model(adding).run(inputs)


def test_without_onnxruntime_it_says_what_to_install(adding: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(MissingProgram, match="pip install onnxruntime"):
        open_model(adding)
