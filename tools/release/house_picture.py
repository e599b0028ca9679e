# SPDX-License-Identifier: GPL-3.0-or-later
"""The house in one picture, docs/images/house.svg, drawn from the imports that the code really has.

    python -m soliloquy.tools.release.house_picture

The rooms' sentences are the first ones of their ``__init__.py``. Places of the boxes and ways of the arrows are chosen
by hand: an import that has no arrow is an error, so that the picture cannot leave anything out.
"""

import argparse
import ast
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from .build_extension import SOURCES

ROOT = Path(__file__).resolve().parents[2]
PICTURE = ROOT / "docs" / "images" / "house.svg"
PACKAGES = ("bpy", "torch", "onnxruntime")
"""Those that only some rooms may import."""
_SIZE = (1200, 872)


@dataclass(frozen=True)
class Box:
    """Place of a room in pixels, and its colour: fill, edge."""

    x: int
    y: int
    width: int
    height: int
    fill: str
    edge: str


_ORANGE, _GREEN, _BLUE = ("#fdf1e3", "#d9822b"), ("#e9f5ec", "#3c8d57"), ("#e8f1fb", "#2f6fb3")
_GREY, _VIOLET, _SAND = ("#f2f3f5", "#5f6b7a"), ("#f2edf9", "#7b55b0"), ("#faf6ea", "#a08a3c")

ROOMS: dict[str, Box] = {
    "addon": Box(40, 40, 310, 100, *_ORANGE),
    "shell": Box(370, 40, 250, 100, *_GREY),
    "api": Box(640, 40, 240, 100, *_GREY),
    "batch": Box(940, 40, 220, 100, *_GREEN),
    "blender": Box(40, 204, 245, 160, *_ORANGE),
    "exporters": Box(410, 204, 330, 160, *_GREEN),
    "exporters/through_blender": Box(424, 270, 146, 82, *_ORANGE),
    "exporters/render": Box(582, 270, 146, 82, "#ffffff", _GREEN[1]),
    "runtime": Box(40, 426, 840, 324, *_BLUE),
    "training": Box(940, 204, 220, 266, *_VIOLET),
    "tools": Box(940, 520, 220, 230, *_SAND),
}
"""``api`` is the module api.py of the root, which Python programs import."""

_WAYS: dict[tuple[str, str], tuple[tuple[int, int], ...]] = {
    ("addon", "blender"): ((160, 140), (160, 204)),
    ("addon", "runtime"): ((318, 140), (318, 426)),
    ("addon", "batch"): ((195, 40), (195, 8), (1100, 8), (1100, 40)),
    ("addon", "exporters"): ((346, 140), (346, 230), (410, 230)),
    ("addon", "exporters/through_blender"): ((338, 140), (338, 290), (424, 290)),
    ("shell", "runtime"): ((388, 140), (388, 426)),
    ("shell", "exporters"): ((500, 140), (500, 204)),
    ("shell", "batch"): ((500, 40), (500, 20), (1050, 20), (1050, 40)),
    ("batch", "exporters"): ((1010, 140), (1010, 188), (716, 188), (716, 204)),
    ("batch", "runtime"): ((960, 140), (960, 150), (892, 150), (892, 500), (880, 500)),
    ("shell", "training"): ((590, 140), (590, 172), (962, 172), (962, 204)),
    ("shell", "tools"): ((606, 140), (606, 158), (1180, 158), (1180, 560), (1160, 560)),
    ("api", "exporters"): ((690, 140), (690, 204)),
    ("api", "runtime"): ((762, 140), (762, 426)),
    ("blender", "runtime"): ((160, 364), (160, 426)),
    ("exporters", "runtime"): ((640, 364), (640, 426)),
    ("exporters/through_blender", "blender"): ((424, 312), (285, 312)),
    ("training", "runtime"): ((940, 448), (880, 448)),
    ("training", "tools"): ((1050, 470), (1050, 520)),
    ("tools", "runtime"): ((940, 640), (880, 640)),
    ("tools", "exporters"): ((940, 550), (910, 550), (910, 240), (740, 240)),
}
_WITHIN = {("exporters/through_blender", "exporters"), ("exporters/through_blender", "runtime")} | {
    ("exporters/render", "runtime"), ("exporters", "exporters/render"), ("tools", "exporters/render"),
    ("shell", "api"), ("api", "shell"), ("batch", "exporters/render"),
}  # fmt: skip
"""Imports that another arrow stands for already, or that the boxes show by lying in each other."""

_WAY_OF_THE_DATA = "text  →  voice  →  Speech  →  listen  →  SpeechFeatures  →  animate  →  ArkitCurves  →  Take"
_FIRST_ROOMS = ("text", "voice", "listen", "animate", "head")


def main() -> None:
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    PICTURE.write_text(picture(), encoding="utf-8", newline="\n")
    print(PICTURE.relative_to(ROOT))


def picture() -> str:
    """The SVG's text. Raises KeyError naming an import that has no arrow."""
    imports = {pair for path in _modules() for pair in _imports(path)}
    present = [name for name in ROOMS if _is_there(name)]
    width, height = _SIZE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="DejaVu Sans, Verdana, sans-serif">',
        f'<rect width="{width}" height="{height}" rx="18" fill="#ffffff"/>',
        *_arrow_heads(),
        *(line for name in present for line in _room(name, imports)),
        *_inside_runtime(),
        *_names_inside("training"),
        *_names_inside("tools"),
        _text(40, 854, f"In the extension's zip: {_shipped()}.", 11, "#777777", style="italic"),
        *_data(),
        *(line for pair in sorted(imports) for line in _arrow(pair)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _shipped() -> str:
    return ", ".join(f"{name}/" for name in [*SOURCES, "models"] if (ROOT / name).is_dir())


def _is_there(name: str) -> bool:
    return (ROOT / f"{name}.py").is_file() if name == "api" else (ROOT / name).is_dir()


def _modules() -> Iterator[Path]:
    for name in ROOMS:
        if "/" not in name and _is_there(name):
            yield from sorted((ROOT / name).rglob("*.py")) or [ROOT / f"{name}.py"]


def _imports(path: Path) -> Iterator[tuple[str, str]]:
    """(room, room or guarded package) of everything that a module imports from outside its room."""
    package = ["soliloquy", *path.relative_to(ROOT).parent.parts]
    here = _room_of(path.relative_to(ROOT).with_suffix("").parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        for imported in _names(node, package):
            parts = tuple(imported.split("."))
            there = _room_of(parts[1:]) if parts[0] == "soliloquy" and len(parts) > 1 else parts[0]
            if (there in ROOMS and there != here) or there in PACKAGES:
                yield here, there


def _names(node: ast.AST, package: list[str]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        base = package[: len(package) - node.level + 1] if node.level else []
        module = [*base, *(node.module.split(".") if node.module else [])]
        yield from (".".join([*module, alias.name]) for alias in node.names)


def _room_of(parts: tuple[str, ...]) -> str:
    """The narrowest room that a module lies in; the module itself where it lies in none."""
    inner = "/".join(parts[:2])
    return inner if inner in ROOMS else parts[0]


def _room(name: str, imports: set[tuple[str, str]]) -> Iterator[str]:
    box = ROOMS[name]
    inner = "/" in name
    yield _rectangle(box)
    title = "import soliloquy" if name == "api" else name.rpartition("/")[2] + "/"
    yield _text(
        box.x + (10 if inner else 14),
        box.y + (21 if inner else 28),
        title,
        12 if inner else 17,
        box.edge,
        mono=True,
        bold=True,
    )
    size, left = (10, 10) if inner else (11, 14)
    lines = 1 if any(each.startswith(f"{name}/") for each in ROOMS) else 5
    yield from _wrapped(box, box.y + (36 if inner else 48), _sentence(name), size, left, lines)
    right = box.x + box.width - 10
    for package in [each for each in PACKAGES if (name, each) in imports]:
        wide = 7 * len(package) + 14
        right -= wide
        yield f'<rect x="{right}" y="{box.y - 9}" width="{wide}" height="18" rx="9" fill="{box.edge}"/>'
        yield _text(right + 7, box.y + 4, package, 11, "#ffffff", mono=True)
        right -= 6


def _sentence(name: str) -> str:
    """What a room is, as its ``__init__.py`` says it: the first sentence."""
    path = ROOT / f"{name}.py" if name == "api" else ROOT / name / "__init__.py"
    words = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return words.partition("\n\n")[0].replace("\n", " ").partition(". ")[0].removesuffix(".").replace("``", "")


def _inside_runtime() -> Iterator[str]:
    box = ROOMS["runtime"]
    yield _text(box.x + 250, box.y + 28, _WAY_OF_THE_DATA, 11, box.edge)
    names = [each.parent.name for each in sorted((ROOT / "runtime").glob("*/__init__.py"))]
    ordered = [*_FIRST_ROOMS, *(name for name in names if name not in _FIRST_ROOMS)]
    across, gap, high = 6, 10, 116
    wide = (box.width - 28 - (across - 1) * gap) // across
    for index, name in enumerate(ordered):
        column, row = index % across, index // across
        inner = Box(
            box.x + 14 + column * (wide + gap), box.y + 64 + row * (high + gap), wide, high, "#ffffff", box.edge
        )
        yield _rectangle(inner)
        yield _text(inner.x + 10, inner.y + 22, name, 13, box.edge, mono=True, bold=True)
        below = [each.parent.name for each in sorted((ROOT / "runtime" / name).glob("*/__init__.py"))]
        yield from _wrapped(inner, inner.y + 40, _sentence(f"runtime/{name}"), 10, 10)
        yield _text(inner.x + 10, inner.y + high - 10, "  ".join(below), 11, box.edge, mono=True)


def _names_inside(room: str) -> Iterator[str]:
    box = ROOMS[room]
    for index, path in enumerate(sorted((ROOT / room).glob("*/__init__.py"))):
        yield _text(box.x + 22, box.y + 124 + 22 * index, path.parent.name, 12, box.edge, mono=True)


def _data() -> Iterator[str]:
    for x, wide, name, about in (
        (40, 410, "models/", "the weights that ship, and models.toml: origin, licence, sha256"),
        (470, 410, "assets/", "the embedded heads, baked at set-up"),
    ):
        box = Box(x, 782, wide, 50, *_SAND)
        yield _rectangle(box)
        yield _text(x + 14, box.y + 21, name, 13, box.edge, mono=True, bold=True)
        yield _text(x + 14, box.y + 39, about, 11, "#444444")


def _arrow_heads() -> Iterator[str]:
    yield "<defs>"
    for colour in dict.fromkeys(box.edge for box in ROOMS.values()):
        yield (
            f'<marker id="to{colour[1:]}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" '
            f'orient="auto" markerUnits="userSpaceOnUse"><path d="M0 0L10 5L0 10z" fill="{colour}"/></marker>'
        )
    yield "</defs>"


def _arrow(pair: tuple[str, str]) -> Iterator[str]:
    if pair in _WITHIN or pair[1] in PACKAGES:
        return
    colour = ROOMS[pair[0]].edge
    points = " ".join(f"{x},{y}" for x, y in _WAYS[pair])
    yield (
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2" stroke-linejoin="round" '
        f'marker-end="url(#to{colour[1:]})"><title>{pair[0]} imports {pair[1]}</title></polyline>'
    )


def _rectangle(box: Box) -> str:
    place = f'x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}"'
    return f'<rect {place} rx="10" fill="{box.fill}" stroke="{box.edge}" stroke-width="1.5"/>'


def _wrapped(box: Box, y: int, words: str, size: int, left: int, lines: int = 5) -> Iterable[str]:
    """``words`` within a box, in ``lines`` lines at most; 0.57 of the size is a letter's mean width."""
    across = int((box.width - 2 * left) / (0.57 * size))
    for index, line in enumerate(textwrap.wrap(words, across, max_lines=lines, placeholder=" ...")):
        yield _text(box.x + left, y + round(1.35 * size * index), line, size, "#444444")


def _text(
    x: int, y: int, words: str, size: int, colour: str, *, mono: bool = False, bold: bool = False, style: str = ""
) -> str:
    family = ' font-family="DejaVu Sans Mono, Menlo, Consolas, monospace"' if mono else ""
    weight = ' font-weight="bold"' if bold else ""
    slant = f' font-style="{style}"' if style else ""
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{colour}"{family}{weight}{slant}>{escape(words)}</text>'


if __name__ == "__main__":
    main()
