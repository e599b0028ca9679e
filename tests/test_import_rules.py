# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may import what: the rooms of the house, held by reading every module's imports."""

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Room:
    """What a folder or module may import: other rooms besides itself, and which of the guarded packages."""

    rooms: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()


# The first entry that holds a module says what holds for it, so the narrower ones stand before the wider.
ROOMS: dict[str, Room] = {
    "addon": Room(("batch", "blender", "exporters", "runtime"), ("bpy",)),
    "blender": Room(("runtime",), ("bpy",)),
    "exporters/through_blender": Room(("exporters", "blender", "runtime"), ("bpy",)),
    "exporters/render": Room(("runtime",)),
    "exporters": Room(("runtime",)),
    "batch": Room(("exporters", "runtime")),
    "runtime/onnx_session.py": Room(("runtime",), ("onnxruntime",)),
    "runtime": Room(),
    "shell": Room(("batch", "exporters", "runtime", "training", "tools")),
    "training": Room(("runtime", "tools"), ("torch",)),
    "tools": Room(("runtime", "exporters")),
}
GUARDED = ("bpy", "torch", "onnxruntime")
APART = {"tools/window_test"}
"""Run inside a Blender window as scripts of their own."""
MODULES = sorted(
    path
    for room in {name.split("/")[0] for name in ROOMS}
    for path in (ROOT / room).rglob("*.py")
    if path.parent.relative_to(ROOT).as_posix() not in APART
)


def _imports(path: Path, top_level_only: bool = False) -> Iterator[str]:
    """Absolute dotted names of everything a module imports, its own package as "soliloquy"."""
    package = ["soliloquy", *path.relative_to(ROOT).parent.parts]
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = tree.body if top_level_only else ast.walk(tree)
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = [*base, *(node.module.split(".") if node.module else [])]
            yield ".".join(module)
            yield from (".".join([*module, alias.name]) for alias in node.names)


def _room(path: Path) -> str:
    inside = path.relative_to(ROOT).as_posix()
    return next(name for name in ROOMS if inside == name or inside.startswith(name + "/"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_imports_only_what_its_room_may(path: Path) -> None:
    name = _room(path)
    allowed = tuple(f"soliloquy.{each.replace('/', '.')}" for each in (name, *ROOMS[name].rooms))
    for imported in _imports(path):
        package = imported.split(".")[0]
        assert package not in GUARDED or package in ROOMS[name].packages, f"{name} may not import {package}"
        if package == "soliloquy" and imported != "soliloquy":
            inside = any(
                imported == each or imported.startswith(each + ".") or each.startswith(imported) for each in allowed
            )
            assert inside, f"{name} may not import {imported}"


def test_every_folder_of_python_is_a_room_of_the_package() -> None:
    listed = set(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"])
    folders = {".".join(["soliloquy", *path.parent.relative_to(ROOT).parts]) for path in MODULES}
    assert listed == {"soliloquy", *folders}


def test_the_root_imports_the_addon_only_inside_register() -> None:
    assert not any(_imports(ROOT / "__init__.py", top_level_only=True))


def test_the_shell_loads_blender_only_when_a_format_asks_for_it() -> None:
    for path in [*(ROOT / "shell").glob("*.py"), *(ROOT / "exporters").glob("*.py")]:
        assert not any("through_blender" in name for name in _imports(path))
