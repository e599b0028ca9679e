# SPDX-License-Identifier: GPL-3.0-or-later
"""What is written down is true: links, modules and scripts lead somewhere, and the shell knows the options."""

import contextlib
import io
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from soliloquy.shell.cli import main

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")] + sorted(
    (ROOT / "docs").rglob("*.md")
)
ROOMS = ("addon", "batch", "benchmarks", "blender", "exporters", "runtime", "shell", "tests", "tools", "training")
TEXTS = [
    *PAGES,
    *(path for room in ROOMS if room != "tests" for path in sorted((ROOT / room).rglob("*.py"))),
    *(ROOT / "training").rglob("*.toml"),
    *(ROOT / name for name in ("Makefile", ".ci/run", "models/models.toml")),
]
MADE_BY_AN_EXAMPLE = {"exporters/labels.py"}
"""Files that a recipe tells an engineer to write."""

OTHERS_FILES = {"blender_ext.py", "dnsmos_local.py", "facial_analysis.py", "__main__.py"}
"""Named, but somebody else's."""

_LINK = re.compile(r"(?<!`)\[[^\]\n]*(?:\n[^\]\n]*)?\]\(([^)\s]+)\)")
_PATH = re.compile(rf"(?<![\w./~-])((?:{'|'.join(ROOMS)}|docs|models)/[\w./-]*\.(?:py|md|toml|txt|tsv|npz|json))\b")
_BARE = re.compile(r"(?<![\w./~-])(\w+\.(?:py|md))\b(?![\w(])")
_MODULE = re.compile(r"-m (soliloquy(?:\.\w+)+)\b(?!\.)")
_OPTION = re.compile(r"(?<![\w-])(--[a-z][a-z-]*)")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _without_code(page: str) -> str:
    return re.sub(r"^```.*?^```$", "", page, flags=re.DOTALL | re.MULTILINE)


@cache
def _anchors(path: Path) -> frozenset[str]:
    """The anchors that GitHub gives a page's headings."""
    headings = re.findall(r"^#+ (.*)$", _without_code(path.read_text(encoding="utf-8")), re.MULTILINE)
    return frozenset(re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings)


def _broken_links(page: Path) -> Iterator[str]:
    for link in _LINK.findall(_without_code(page.read_text(encoding="utf-8"))):
        target, _, anchor = link.partition("#")
        # Phonemes of a word are written like a link, with slashes around them.
        if ":" in target or target.startswith("/"):
            continue
        path = (page.parent / target).resolve() if target else page
        if not path.exists() or (anchor and anchor not in _anchors(path)):
            yield link


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    assert list(_broken_links(page)) == []


def test_the_links_of_all_pages_are_found() -> None:
    assert sum(len(_LINK.findall(page.read_text(encoding="utf-8"))) for page in PAGES) > 100


def test_every_page_stands_in_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    pages = [page.relative_to(ROOT / "docs").as_posix() for page in PAGES if page.is_relative_to(ROOT / "docs")]
    assert [page for page in pages if page != "README.md" and f"({page})" not in index] == []


def _missing(pattern: re.Pattern[str], exists: Callable[[str], bool]) -> dict[str, list[str]]:
    """What each text names that is not there."""
    named = {_name(text): sorted(set(pattern.findall(text.read_text(encoding="utf-8")))) for text in TEXTS}
    assert sum(map(len, named.values())) > 20
    missing = {text: [name for name in names if not exists(name)] for text, names in named.items()}
    return {text: names for text, names in missing.items() if names}


def test_every_file_that_is_named_exists() -> None:
    # NAME in capitals stands for any name.
    missing = _missing(
        _PATH, lambda name: (ROOT / name).exists() or Path(name).stem.isupper() or name in MADE_BY_AN_EXAMPLE
    )
    assert missing == {}


def test_every_file_that_is_named_without_its_folder_is_somewhere() -> None:
    folders = [ROOT / room for room in (*ROOMS, "docs")]
    there = {path.name for path in ROOT.glob("*.*")} | {path.name for room in folders for path in room.rglob("*.*")}
    assert _missing(_BARE, lambda name: name in there | OTHERS_FILES) == {}


def test_every_module_that_is_named_exists() -> None:
    def is_there(name: str) -> bool:
        path = ROOT.joinpath(*name.split(".")[1:])
        return path.with_suffix(".py").is_file() or (path / "__main__.py").is_file()

    assert _missing(_MODULE, is_there) == {}


def _commands() -> Iterator[tuple[str, str, str]]:
    """(page, subcommand, option) of every command in a fenced block, its continued lines included."""
    for page in PAGES:
        blocks = re.findall(r"^```.*?\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
        for line in "\n".join(blocks).replace("\\\n", " ").replace("\n    ", " ").splitlines():
            for called in re.findall(r"(?:^|\s|/)soliloquy (\w[\w-]*)(.*)", line):
                if "--command soliloquy" not in line:
                    yield from ((_name(page), called[0], option) for option in _OPTION.findall(called[1]))


@cache
def _help(subcommand: str) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.suppress(SystemExit):
        main([subcommand, "--help"])
    return out.getvalue()


def test_every_option_of_a_documented_command_is_known() -> None:
    commands = sorted(set(_commands()))
    assert len(commands) > 25
    unknown = [each for each in commands if not re.search(rf"(?<![\w-]){each[2]}(?![\w-])", _help(each[1]))]
    assert unknown == []
