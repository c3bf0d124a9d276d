"""A tiny ONNX file, written by hand: ``total = left + right``, float32, any length."""

from __future__ import annotations

FLOAT = 1  # TensorProto.DataType


def _field(number: int, value: int | str | bytes) -> bytes:
    """One protobuf field: an integer below 128, or text or a message with its length before it."""
    if isinstance(value, int):
        return bytes([number << 3, value])
    data = value.encode() if isinstance(value, str) else value
    return bytes([number << 3 | 2, len(data)]) + data


def _tensor(name: str) -> bytes:
    shape = _field(1, _field(2, "n"))
    return _field(1, name) + _field(2, _field(1, _field(1, FLOAT) + _field(2, shape)))


def adding_model() -> bytes:
    node = _field(1, "left") + _field(1, "right") + _field(2, "total") + _field(4, "Add")
    graph = _field(1, node) + _field(2, "adding")
    graph += _field(11, _tensor("left")) + _field(11, _tensor("right")) + _field(12, _tensor("total"))
    return _field(1, 8) + _field(7, graph) + _field(8, _field(1, "") + _field(2, 13))
