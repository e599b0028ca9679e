# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds for every module, read from its source: how long it is, what a bare package says, who names an engine."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ("addon", "batch", "blender", "exporters", "runtime", "shell")
ROOMS = (*SHIPPED, "benchmarks", "tests", "tools", "training")
MODULES = sorted([*ROOT.glob("*.py"), *(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))])
MOST_LINES = 300

ENGINES = ("flow", "rules")
REGISTRY = "runtime/animate/engines.py"
NAMES_A_STEP = "training/steps/run.py"
"""Its "flow" is a step of training."""

STARTED_BY_US = {
    "blender/film_program.py",
    "runtime/microphone_main.py",
    "runtime/worker_main.py",
    "tests/blender/targets_in_version.py",
    "tests/hostile/blender_session.py",
    "tools/weights/maker_main.py",
}
"""Programs whose command line another module of ours writes."""
PART_OF_A_KEY = "training/data/targets.py"
"""What it keeps goes by the hash of its own text."""


def _inside(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_module_is_longer_than_can_be_kept_in_mind() -> None:
    lengths = {_inside(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert len(lengths) > 300
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


@pytest.mark.parametrize("path", [path for path in MODULES if path.name == "__init__.py"], ids=_inside)
def test_a_package_says_in_a_sentence_what_it_is(path: Path) -> None:
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert said is not None and said.endswith(".")


def test_a_script_that_a_person_starts_reads_its_command_line_before_it_works() -> None:
    """One that does not begins to work, and to write, where it is asked for ``--help``."""
    sources = {_inside(path): path.read_text(encoding="utf-8") for path in MODULES}
    started = {name: source for name, source in sources.items() if re.search("^if __name__ ==", source, re.MULTILINE)}
    deaf = {name for name, source in started.items() if not re.search(r"\b(ArgumentParser|folders_given)\(", source)}
    assert deaf == {*STARTED_BY_US, PART_OF_A_KEY}


def test_engines_are_named_in_their_registry_alone() -> None:
    named = {
        f"{_inside(path)}:{line}"
        for path in MODULES
        if path.relative_to(ROOT).parts[0] in SHIPPED and _inside(path) != REGISTRY
        for line in _lines_of_names(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    }
    assert named == set()


def test_nobody_else_asks_which_engine_it_is() -> None:
    asked = {
        f"{_inside(path)}:{line}"
        for path in MODULES
        if path.relative_to(ROOT).parts[0] in ("tools", "training") and _inside(path) != NAMES_A_STEP
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Compare)
        for line in _lines_of_names(ast.walk(node))
    }
    assert asked == set()


def _lines_of_names(nodes: Iterator[ast.AST]) -> Iterator[int]:
    yield from (node.lineno for node in nodes if isinstance(node, ast.Constant) and node.value in ENGINES)
