"""The offline weights as an openai-whisper checkpoint, so that both engines run on the same numbers.

A CTranslate2 ``model.bin`` of binary version 6 (written by ctranslate2.specs.model_spec ``_serialize``) is a
plain list of named tensors, little-endian:

    uint32 version, string spec name, uint32 spec revision, uint32 number of tensors, then for each
    string name, uint8 rank, uint32 per dimension, uint8 type, uint32 bytes, the bytes;
    a string is uint16 length with its closing zero byte, then the bytes.

Attention is fused there: query, key and value in one matrix, in cross-attention key and value. Whisper's
key has no bias, so its share of the fused bias is zero and is dropped. The heads used for word times are not
part of a checkpoint: whisper then takes all heads of the upper layers, which moved words by 0.3 s at most.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

Tensor = NDArray[Any]
TYPES = ("float32", "int8", "int16", "int32", "float16", "bfloat16")  # the order of CTranslate2's DataType
VERSION = 6


def convert(folder: Path, checkpoint: Path) -> Path:
    """Write the model in ``folder`` as ``checkpoint`` (.pt) for whisper.load_model; nothing if it is there.

    ValueError for a model.bin of another version.
    """
    if checkpoint.exists():
        return checkpoint
    import torch

    tensors = read_tensors(folder / "model.bin")
    state = {name: torch.from_numpy(tensor) for name, tensor in whisper_state(tensors).items()}
    partial = checkpoint.with_suffix(".partial")
    torch.save({"dims": dimensions(tensors), "model_state_dict": state}, partial)
    partial.replace(checkpoint)
    return checkpoint


def read_tensors(path: Path) -> dict[str, Tensor]:
    """Every tensor of a model.bin by name."""
    with path.open("rb") as file:
        (version,) = _unpack(file, "I")
        if version != VERSION:
            raise ValueError(f"{path}: binary version {version}, expected {VERSION}")
        _string(file)
        _unpack(file, "I")
        (count,) = _unpack(file, "I")
        return dict(_tensor(file) for _ in range(count))


def _unpack(file: IO[bytes], form: str) -> tuple[int, ...]:
    form = f"<{form}"
    return struct.unpack(form, file.read(struct.calcsize(form)))


def _string(file: IO[bytes]) -> str:
    (length,) = _unpack(file, "H")
    return file.read(length)[:-1].decode()


def _tensor(file: IO[bytes]) -> tuple[str, Tensor]:
    name = _string(file)
    (rank,) = _unpack(file, "B")
    shape = _unpack(file, f"{rank}I")
    (type_id,) = _unpack(file, "B")
    (size,) = _unpack(file, "I")
    return name, np.frombuffer(file.read(size), dtype=TYPES[type_id]).reshape(shape)


def dimensions(tensors: dict[str, Tensor]) -> dict[str, int]:
    """whisper.model.ModelDimensions, as a dict."""
    n_state, n_mels, _ = tensors["encoder/conv1/weight"].shape
    return {
        "n_mels": n_mels,
        "n_audio_ctx": len(tensors["encoder/position_encodings/encodings"]),
        "n_audio_state": n_state,
        "n_audio_head": int(tensors["encoder/num_heads"]),
        "n_audio_layer": _layers(tensors, "encoder"),
        "n_vocab": len(tensors["decoder/embeddings/weight"]),
        "n_text_ctx": len(tensors["decoder/position_encodings/encodings"]),
        "n_text_state": tensors["decoder/embeddings/weight"].shape[1],
        "n_text_head": int(tensors["decoder/num_heads"]),
        "n_text_layer": _layers(tensors, "decoder"),
    }


def _layers(tensors: dict[str, Tensor], part: str) -> int:
    return len(
        {name.split("/")[1] for name in tensors if name.startswith(f"{part}/layer_") and "ffn" in name}
    )


def whisper_state(tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """openai-whisper's state dict, float32."""
    state: dict[str, Tensor] = {}
    for conv in ("conv1", "conv2"):
        for kind in ("weight", "bias"):
            state[f"encoder.{conv}.{kind}"] = tensors[f"encoder/{conv}/{kind}"]
    state["decoder.token_embedding.weight"] = tensors["decoder/embeddings/weight"]
    for part, last_norm in (("encoder", "ln_post"), ("decoder", "ln")):
        state[f"{part}.positional_embedding"] = tensors[f"{part}/position_encodings/encodings"]
        state |= _norm(tensors, f"{part}/layer_norm", f"{part}.{last_norm}")
        for layer in range(_layers(tensors, part)):
            state |= _block(tensors, f"{part}/layer_{layer}", f"{part}.blocks.{layer}")
    return {name: tensor.astype(np.float32) for name, tensor in state.items()}


def _block(tensors: dict[str, Tensor], source: str, target: str) -> dict[str, Tensor]:
    """One layer; a decoder's has cross-attention as well."""
    state = _norm(tensors, f"{source}/self_attention/layer_norm", f"{target}.attn_ln")
    state |= _fused(tensors, f"{source}/self_attention/linear_0", f"{target}.attn", ("query", "key", "value"))
    state |= _linear(tensors, f"{source}/self_attention/linear_1", f"{target}.attn.out")
    if f"{source}/attention/linear_0/weight" in tensors:
        state |= _norm(tensors, f"{source}/attention/layer_norm", f"{target}.cross_attn_ln")
        state |= _linear(tensors, f"{source}/attention/linear_0", f"{target}.cross_attn.query")
        state |= _fused(tensors, f"{source}/attention/linear_1", f"{target}.cross_attn", ("key", "value"))
        state |= _linear(tensors, f"{source}/attention/linear_2", f"{target}.cross_attn.out")
    state |= _norm(tensors, f"{source}/ffn/layer_norm", f"{target}.mlp_ln")
    state |= _linear(tensors, f"{source}/ffn/linear_0", f"{target}.mlp.0")
    state |= _linear(tensors, f"{source}/ffn/linear_1", f"{target}.mlp.2")
    return state


def _norm(tensors: dict[str, Tensor], source: str, target: str) -> dict[str, Tensor]:
    return {f"{target}.weight": tensors[f"{source}/gamma"], f"{target}.bias": tensors[f"{source}/beta"]}


def _linear(tensors: dict[str, Tensor], source: str, target: str) -> dict[str, Tensor]:
    return {f"{target}.{kind}": tensors[f"{source}/{kind}"] for kind in ("weight", "bias")}


def _fused(tensors: dict[str, Tensor], source: str, target: str, names: tuple[str, ...]) -> dict[str, Tensor]:
    state: dict[str, Tensor] = {}
    for kind in ("weight", "bias"):
        for name, part in zip(names, np.split(tensors[f"{source}/{kind}"], len(names)), strict=True):
            state[f"{target}.{name}.{kind}"] = part
    return {name: part for name, part in state.items() if not name.endswith(".key.bias")}
