# SPDX-License-Identifier: GPL-3.0-or-later
"""The package as others get it: a wheel with everything in it, quick to import, set up by one command."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
APART = ("benchmarks/", "docs/", "integrations/", "tests/", "tools/window_test/", ".")
"""Folders of the repository that are no part of the package."""
ONLY_FOR_A_CHECKOUT = {"Makefile", "blender_manifest.toml"} | {
    f"{name}.md" for name in ("README", "CHANGELOG", "CONTRIBUTING", "SECURITY")
}
IMPORT_SECONDS = 0.1
TIMED_IMPORT = """
import sys, time
began = time.perf_counter()
import soliloquy
print(time.perf_counter() - began, "numpy" in sys.modules, "soliloquy.api" in sys.modules, soliloquy.__file__)
"""


def _tracked() -> list[str]:
    """Every file of the working tree that git does not ignore."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return sorted(name for name in listed.split("\0") if name and (ROOT / name).is_file())


def _belongs_in_the_wheel(name: str) -> bool:
    if name.startswith(APART) or name in ONLY_FOR_A_CHECKOUT | {"pyproject.toml", "LICENSE"}:
        return False
    return not name.startswith("requirements/") or name in {"requirements/setup.txt", "requirements/sources.txt"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy of the working tree, so that no build folder of before can add to it."""
    copy = tmp_path_factory.mktemp("copy")
    for name in _tracked():
        target = copy / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, target)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", str(copy)]
    command += ["--config-settings", "--build-option=--compression=stored"]
    subprocess.run([*command, "--wheel-dir", str(copy / "dist")], cwd=copy, check=True)
    return next((copy / "dist").glob("soliloquy-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment with the wheel, in which other packages are the ones that run this test."""
    folder = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    python = folder / "bin" / "python"
    print_site = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(subprocess.run([python, "-c", print_site], capture_output=True, text=True, check=True).stdout.strip())
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    (site / "others.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def _run(command: list[str | Path], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(command, cwd=folder, env=kept | environment, capture_output=True, text=True, check=False)


def test_the_wheel_holds_every_module_and_data_file(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    expected = {f"soliloquy/{name}" for name in _tracked() if _belongs_in_the_wheel(name)}
    assert {name for name in held if name.startswith("soliloquy/")} == expected
    assert {"soliloquy/py.typed", "soliloquy/models/flow_training.npz"} <= held
    assert any(name.endswith("licenses/LICENSE") for name in held)


def test_importing_the_package_costs_nothing(installed: Path, tmp_path: Path) -> None:
    done = _run([installed, "-c", TIMED_IMPORT], tmp_path)
    seconds, numpy, api, place = done.stdout.split()
    assert Path(place).is_relative_to(installed.parents[1])
    assert float(seconds) < IMPORT_SECONDS
    assert (numpy, api) == ("False", "False")


def test_the_public_names_are_listed_and_others_are_refused() -> None:
    import soliloquy
    from soliloquy.runtime.version import VERSION

    assert set(soliloquy.__all__) <= set(dir(soliloquy))
    assert soliloquy.__version__ == VERSION
    with pytest.raises(AttributeError, match="has no attribute 'sing'"):
        soliloquy.sing  # noqa: B018
    assert not hasattr(soliloquy, "bl_info"), "Blender asks for it"


def test_every_public_name_comes_from_the_api() -> None:
    import soliloquy

    assert all(getattr(soliloquy, name) is not None for name in soliloquy.__all__)


def test_before_set_up_speak_names_it(installed: Path, tmp_path: Path) -> None:
    program = "import sys; from soliloquy.shell.cli import main; sys.exit(main())"
    command: list[str | Path] = [installed, "-c", program, "speak", "Hello.", "--out", "out", "--json"]
    done = _run(command, tmp_path, XDG_DATA_HOME=str(tmp_path / "user"))
    assert done.returncode == 4, done.stderr
    error = json.loads(done.stdout)["error"]
    assert error["code"] == "setup"
    assert error["hint"] == "Run `soliloquy setup`"


def test_each_blender_that_an_extra_names_is_the_pinned_one() -> None:
    extras = [line.replace(" ", "") for line in SETTINGS["project"]["optional-dependencies"]["blender"]]
    pinned = (ROOT / "requirements" / "demo.in").read_text(encoding="utf-8").splitlines()
    blenders = [line.replace(" ", "").replace('"', "'") for line in pinned if line.startswith("bpy")]
    assert sorted(extras) == sorted(blenders)


def test_the_makers_of_weights_run_on_the_packages_that_the_tests_run_on() -> None:
    makers, tests = (_pins(ROOT / "requirements" / name) for name in ("setup.txt", "test.txt"))
    both = makers.keys() & tests.keys()
    assert {"numpy", "onnx", "pillow"} <= both
    assert {name: makers[name] for name in both} == {name: tests[name] for name in both}


def _pins(path: Path) -> dict[str, set[str]]:
    """Package name -> its versions, of a hashed requirements file."""
    pins: dict[str, set[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, pinned, version = line.partition("==")
        if pinned and not line.startswith(("#", " ")):
            pins.setdefault(name, set()).add(version.split()[0])
    return pins


def _built_weights() -> int:
    weights = tomllib.loads((ROOT / "models" / "models.toml").read_text())["weights"]
    return sum(weight["kind"] == "built" for weight in weights)


@pytest.mark.check
@pytest.mark.timeout(1800)
def test_an_empty_environment_is_set_up_and_speaks(wheel: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "empty")], check=True)
    programs, users = tmp_path / "empty" / "bin", str(tmp_path / "user")
    assert _run([programs / "python", "-m", "pip", "install", "--quiet", wheel], tmp_path).returncode == 0
    first = _run([programs / "soliloquy", "setup", "--json"], tmp_path, XDG_DATA_HOME=users)
    assert first.returncode == 0, first.stderr
    made = json.loads(first.stdout)["outputs"]
    assert len(made) == _built_weights() and all(Path(path).is_relative_to(tmp_path / "empty") for path in made)
    again = _run([programs / "soliloquy", "setup", "--json"], tmp_path, XDG_DATA_HOME=users)
    assert json.loads(again.stdout)["outputs"] == []
    spoken = _run([programs / "soliloquy", "speak", "Good morning!", "--out", "out"], tmp_path, XDG_DATA_HOME=users)
    assert spoken.returncode == 0, spoken.stderr
    program = "import soliloquy; soliloquy.speak('Good morning!').save('a.take')"
    called = _run([programs / "python", "-c", program], tmp_path, XDG_DATA_HOME=users)
    assert called.returncode == 0, called.stderr
    assert (tmp_path / "a.take").read_bytes() == (tmp_path / "out" / "take.take").read_bytes()
