# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands between quotation marks in a table, and what only looks so, is said as it was written."""

from pathlib import Path

import pytest
from soliloquy.runtime.script.reading import read_script

_FILLER = "".join(f'f{number},ANNA,"Well, that is line {number}.",calm\n' for number in range(1000))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ('a1,ANNA,"She said ""No, never"" and left.",calm\n', ['She said "No, never" and left.']),
        # What the csv module looks at to tell the dialect ends before this one.
        (_FILLER + 'a1,ANNA,"She said ""No, never"" and left.",calm\n', ['She said "No, never" and left.']),
        ("a1,ANNA,'Tis late.,calm\na2,BOB,The dogs',sad\n", ["'Tis late.", "The dogs'"]),
        ('a1, ANNA, "Well, hello.", calm\n', ["Well, hello."]),
    ],
)
def test_quotation_marks_in_what_is_said(tmp_path: Path, rows: str, said: list[str]) -> None:
    path = tmp_path / "lines.csv"
    path.write_text("id,character,text,emotion\n" + rows, encoding="utf-8")
    script = read_script(path)
    assert script.bad == ()
    assert [line.text for line in script.lines if line.id.startswith("a")] == said


def test_cells_between_apostrophes(tmp_path: Path) -> None:
    path = tmp_path / "lines.csv"
    path.write_text("'id','character','text'\n'a1','ANNA','Well, hello.'\n", encoding="utf-8")
    (line,) = read_script(path).lines
    assert (line.id, line.text) == ("a1", "Well, hello.")


@pytest.mark.parametrize("told", ["sep=;\n", '"sep=;"\r\n', "SEP=;\n"])
def test_a_first_row_that_tells_excel_the_separator_is_no_row(tmp_path: Path, told: str) -> None:
    path = tmp_path / "lines.csv"
    path.write_bytes((told + "id;text\na1;Well, well, hello.\na2;\n").encode())
    script = read_script(path)
    (line,) = script.lines
    assert (line.row, line.id, line.text) == (2, "a1", "Well, well, hello.")
    assert [row.id for row in script.bad] == ["a2"]
