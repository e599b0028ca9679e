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
    ("names", "stay"),
    [(["Hello", "hello", "hello_2"], {"Hello", "hello_2"}), (["a/b", "a_b", "a_b_2"], {"a_b", "a_b_2"})],
)
def test_a_name_that_is_fit_is_not_taken_by_one_that_gets_a_number(names: list[str], stay: set[str]) -> None:
    safe = dict(zip(names, safe_names(names), strict=True))
    assert all(safe[name] == name for name in stay) and len(set(safe.values())) == 3


@pytest.mark.parametrize("after", [["hello"], ["HELLO", "hello"], ["HELLO", "Hello", "hello"], ["hello", "Hello"]])
def test_names_stay_what_they_were_whatever_comes_before_them_or_goes(after: list[str]) -> None:
    names = ["Hello", "hello"]
    before = dict(zip(names, safe_names(names), strict=True))
    assert before["hello"] == "hello_2"
    safe = dict(zip(after, safe_names(after, before), strict=True))
    assert all(safe[name] == before[name] for name in names if name in after) and len(set(safe.values())) == len(after)


@pytest.mark.parametrize("name", ["../x", "other", "hello_2/x", "hello_0", "hello_2\n"])
def test_a_name_that_somebody_wrote_into_a_ledger_leads_nowhere_else(name: str) -> None:
    assert safe_names(["hello"], {"hello": name}) == ["hello"]


def test_thousands_of_names_that_become_the_same_are_told_apart_in_time() -> None:
    names = [f"{'x' * 200}{number}" for number in range(20_000)]
    assert len(set(safe_names(names))) == len(names)


@pytest.mark.parametrize(
    ("name", "safe"), [("\u202egnp.exe", "_gnp.exe"), ("-rf", "_rf"), ("a-b", "a-b"), ("\x9b1m", "_1m")]
)
def test_a_name_shows_as_it_is_and_is_no_option(name: str, safe: str) -> None:
    assert safe_names([name]) == [safe]
