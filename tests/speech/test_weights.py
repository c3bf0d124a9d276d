from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from interviewer.errors import BadInput, BadStore, MissingModel
from interviewer.packaged import PackageFile
from interviewer.speech import weights
from interviewer.speech.weights import (
    KNOWN_MODELS,
    OFFLINE_MODELS,
    OfflineModel,
    find_weights,
    offline_folder,
)

PARTS = (b"first half, ", b"second half")
WHOLE = b"".join(PARTS)


def ignore(line: str) -> None:
    pass


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three packages with weights; their code must never run."""
    folder = tmp_path / "site-packages"
    contents = {
        "weights_part_1": {"model.bin.part1": PARTS[0]},
        "weights_part_2": {"model.bin.part2": PARTS[1], "config.json": b"{}"},
        "weights_whole": {"model.bin": WHOLE, "config.json": b"{}"},
    }
    for package, files in contents.items():
        (folder / package / "data").mkdir(parents=True)
        (folder / package / "__init__.py").write_text("raise SystemExit('the package was imported')")
        for name, content in files.items():
            (folder / package / "data" / name).write_bytes(content)
    monkeypatch.syspath_prepend(str(folder))
    return folder


def model(*parts: tuple[str, str], sha256: str = hashlib.sha256(WHOLE).hexdigest()) -> OfflineModel:
    files = tuple(PackageFile(package, f"data/{name}") for package, name in parts)
    return OfflineModel("small-test", sha256, files, (PackageFile(files[-1].package, "data/config.json"),))


IN_PARTS = model(("weights_part_1", "model.bin.part1"), ("weights_part_2", "model.bin.part2"))
IN_PLACE = model(("weights_whole", "model.bin"))
NOT_INSTALLED = model(("weights_part_1", "model.bin.part1"), ("weights_part_3", "model.bin.part3"))


@pytest.fixture
def sums(monkeypatch: pytest.MonkeyPatch) -> list[list[Path]]:
    """What was read to the end for its sum."""
    taken: list[list[Path]] = []
    original = weights._sum_of

    def watched(files: list[Path], *rest: object) -> str:
        taken.append(files)
        return original(files, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(weights, "_sum_of", watched)
    return taken


class TestOfflineFolder:
    def test_parts_are_put_together(self, packages: Path, tmp_path: Path) -> None:
        said: list[str] = []
        folder = offline_folder(IN_PARTS, tmp_path / "cache", said.append)
        assert folder == tmp_path / "cache" / "models" / "small-test"
        assert {file.name: file.read_bytes() for file in folder.iterdir()} == {
            "model.bin": WHOLE,
            "config.json": b"{}",
        }
        assert said == ["Putting Whisper small-test together; this happens once"]

    def test_one_file_is_used_where_it_is(self, packages: Path, tmp_path: Path) -> None:
        assert offline_folder(IN_PLACE, tmp_path / "cache", ignore) == packages / "weights_whole" / "data"

    def test_not_installed(self, packages: Path, tmp_path: Path) -> None:
        assert offline_folder(NOT_INSTALLED, tmp_path / "cache", ignore) is None
        assert not (tmp_path / "cache").exists()

    @pytest.mark.parametrize("offline", [IN_PARTS, IN_PLACE], ids=["parts", "in place"])
    def test_the_sum_is_taken_once(
        self, packages: Path, tmp_path: Path, sums: list[list[Path]], offline: OfflineModel
    ) -> None:
        first = offline_folder(offline, tmp_path / "cache", ignore)
        assert offline_folder(offline, tmp_path / "cache", ignore) == first
        assert len(sums) == 1

    @pytest.mark.parametrize("offline", [IN_PARTS, IN_PLACE], ids=["parts", "in place"])
    @pytest.mark.parametrize("damage", [b"", b"second hal", b"second hallf"])
    def test_damaged_packages(
        self, packages: Path, tmp_path: Path, offline: OfflineModel, damage: bytes
    ) -> None:
        file = packages / offline.parts[-1].package / offline.parts[-1].inside
        file.write_bytes(damage)
        with pytest.raises(MissingModel) as caught:
            offline_folder(offline, tmp_path / "cache", ignore)
        assert str(file) in str(caught.value)
        assert offline.sha256 in str(caught.value)
        assert "offline-models" in str(caught.value)
        assert list(tmp_path.glob("cache/models/*")) == []

    def test_damage_after_the_first_check(self, packages: Path, tmp_path: Path) -> None:
        offline_folder(IN_PLACE, tmp_path / "cache", ignore)
        (packages / "weights_whole" / "data" / "model.bin").write_bytes(b"changed")
        with pytest.raises(MissingModel):
            offline_folder(IN_PLACE, tmp_path / "cache", ignore)

    def test_a_damaged_cache_is_made_anew(self, packages: Path, tmp_path: Path) -> None:
        folder = offline_folder(IN_PARTS, tmp_path / "cache", ignore)
        assert folder is not None
        (folder / "model.bin").write_bytes(WHOLE[:5])
        assert offline_folder(IN_PARTS, tmp_path / "cache", ignore) == folder
        assert (folder / "model.bin").read_bytes() == WHOLE
        assert sorted(path.name for path in folder.parent.iterdir()) == [
            "small-test",
            "small-test.checked.json",
        ]

    def test_a_cache_that_cannot_be_written(self, packages: Path, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        cache_dir = tmp_path / "file" / "cache"
        assert offline_folder(IN_PLACE, cache_dir, ignore) == packages / "weights_whole" / "data"
        with pytest.raises(BadStore, match="make this folder writable"):
            offline_folder(IN_PARTS, cache_dir, ignore)


class TestFindWeights:
    @pytest.fixture(autouse=True)
    def no_offline_packages(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(weights, "OFFLINE_MODELS", {"base": IN_PLACE})

    def test_an_offline_package_before_a_download(self, packages: Path, tmp_path: Path) -> None:
        found = find_weights("base", "faster-whisper", tmp_path, ignore)
        assert found == packages / "weights_whole" / "data"

    @pytest.mark.parametrize(
        "engine, name",
        [
            ("faster-whisper", "base"),
            ("faster-whisper", "distil-large-v3"),
            ("faster-whisper", "someone/whisper-jargon"),
            ("openai-whisper", "base"),
        ],
    )
    def test_what_the_engine_has_to_fetch(self, tmp_path: Path, engine: str, name: str) -> None:
        assert find_weights(name, engine, tmp_path, ignore) == name

    def test_a_known_name_is_not_a_folder_that_happens_to_be_there(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        (tmp_path / "base").mkdir()
        assert find_weights("base", "faster-whisper", tmp_path, ignore) == "base"

    def test_paths(self, tmp_path: Path) -> None:
        (tmp_path / "converted").mkdir()
        for name in ("model.bin", "config.json", "tokenizer.json", "vocabulary.txt"):
            (tmp_path / "converted" / name).touch()
        (tmp_path / "checkpoint.pt").touch()
        for engine, name in (("faster-whisper", "converted"), ("openai-whisper", "checkpoint.pt")):
            assert find_weights(str(tmp_path / name), engine, tmp_path, ignore) == tmp_path / name

    @pytest.mark.parametrize(
        "engine, name, expected",
        [
            ("faster-whisper", "bases", "Known names: tiny.en"),
            ("openai-whisper", "distil-large-v3", "Known names: tiny.en"),
            ("openai-whisper", "someone/whisper-jargon", "no such path"),
            ("faster-whisper", "/no/such/folder", "no such path"),
            ("faster-whisper", "", "no Whisper model"),
            ("faster-whisper", "{tmp_path}/checkpoint.pt", "try --engine openai-whisper"),
            ("faster-whisper", "{tmp_path}", "not a folder with a model.bin"),
            ("faster-whisper", "{tmp_path}/half", "lacks config.json and tokenizer.json and vocabulary.json"),
            ("openai-whisper", "{tmp_path}", "try --engine faster-whisper"),
        ],
    )
    def test_what_cannot_be_a_model(self, tmp_path: Path, engine: str, name: str, expected: str) -> None:
        (tmp_path / "checkpoint.pt").touch()
        (tmp_path / "half").mkdir()
        (tmp_path / "half" / "model.bin").touch()
        with pytest.raises(BadInput, match=expected):
            find_weights(name.format(tmp_path=tmp_path), engine, tmp_path, ignore)


@pytest.mark.model
def test_the_names_are_those_the_engines_know() -> None:
    import faster_whisper
    import whisper

    assert sorted(KNOWN_MODELS["faster-whisper"]) == sorted(faster_whisper.available_models())
    assert sorted(KNOWN_MODELS["openai-whisper"]) == sorted(whisper.available_models())


@pytest.mark.model
@pytest.mark.parametrize("name", ["tiny.en", "base"])
def test_the_pinned_packages_have_the_pinned_sums(name: str, tmp_path: Path) -> None:
    folder = offline_folder(OFFLINE_MODELS[name], tmp_path, ignore)
    assert folder is not None
    assert (folder / "tokenizer.json").is_file()
