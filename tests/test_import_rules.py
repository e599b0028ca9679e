# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may import what: the rooms of the house, held by reading every module's imports."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("addon", "exporters", "runtime", "training")
BLENDER_EXPORTERS = {"blend.py", "fbx.py", "gltf.py", "usd.py"}
SHIPPED = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


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


def _uses(path: Path, name: str) -> bool:
    return any(found == name or found.startswith(name + ".") for found in _imports(path))


def _room(path: Path) -> str:
    return path.relative_to(ROOT).parts[0]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_imports_only_what_its_room_may(path: Path) -> None:
    room = _room(path)
    if room != "training":
        assert not _uses(path, "torch"), "torch stays in training/"
    blender_exporter = room == "exporters" and path.name in BLENDER_EXPORTERS
    if room != "addon" and not blender_exporter:
        assert not _uses(path, "bpy"), "bpy stays in addon/ and the Blender exporters"
        assert not _uses(path, "soliloquy.addon")
    if blender_exporter:
        inside = [name for name in _imports(path) if name.startswith("soliloquy.addon.")]
        assert all(name.startswith("soliloquy.addon.scene") for name in inside)
    if room == "runtime":
        assert not _uses(path, "soliloquy.exporters")
        assert not _uses(path, "soliloquy.training")
    if "scene" in path.relative_to(ROOT).parts[:2]:
        allowed = ("soliloquy.addon.scene", "soliloquy.runtime")
        inside = [name for name in _imports(path) if name.startswith("soliloquy.")]
        assert all(name.startswith(allowed) or name == "soliloquy.addon" for name in inside)


def test_the_addon_never_loads_onnxruntime() -> None:
    for path in SHIPPED:
        if _room(path) == "addon":
            assert not _uses(path, "onnxruntime"), path


def test_the_root_imports_the_addon_only_inside_register() -> None:
    assert not any(_imports(ROOT / "__init__.py", top_level_only=True))


def test_the_shell_loads_bpy_only_when_a_format_asks_for_it() -> None:
    for path in (ROOT / "cli.py", ROOT / "exporters" / "__init__.py"):
        assert not any(name.split(".")[0] == "bpy" for name in _imports(path))
        assert not any("addon" in name for name in _imports(path, top_level_only=True))
