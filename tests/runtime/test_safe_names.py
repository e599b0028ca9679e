# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of lines become names of files on every system."""

import pytest
from soliloquy.runtime.output_folder import plain_name
from soliloquy.runtime.safe_names import safe_names


@pytest.mark.parametrize(
    "name", ["hello", "Grüße", "你好", "नमस्ते", "مرحبا", "a.b", "line 7", "_x", "falcon", "می\u200cروم"]
)
def test_names_of_every_script_stay(name: str) -> None:
    assert safe_names([name]) == [name]


@pytest.mark.parametrize(
    "name",
    [
        "../x",
        "..",
        "",
        ".",
        "CON",
        "con.txt",
        "LPT1",
        "end.",
        "end ",
        "a/b\\c",
        'q"<>|?*',
        "\x00\x1b",
        "x" * 4000,
        "con .txt",
        "COM¹",
        "CONIN$",
    ],
)
def test_every_other_name_becomes_one_that_files_may_have(name: str) -> None:
    (safe,) = safe_names([name])
    assert plain_name(safe) == safe
    assert len(safe.encode()) < 200


def test_names_that_differ_by_case_or_composition_alone_are_told_apart() -> None:
    safe = safe_names(["Hello", "hello", "HELLO", "é", "e\u0301", "hello_2"])
    assert len({name.casefold() for name in safe}) == len(safe) == 6
    assert safe[0] == "Hello"


@pytest.mark.parametrize(
    ("name", "safe"), [("\u202egnp.exe", "_gnp.exe"), ("-rf", "_rf"), ("a-b", "a-b"), ("\x9b1m", "_1m")]
)
def test_a_name_shows_as_it_is_and_is_no_option(name: str, safe: str) -> None:
    assert safe_names([name]) == [safe]
