# SPDX-License-Identifier: GPL-3.0-or-later
"""The evaluation's page is taken apart and put together again part by part."""

from soliloquy.training.evaluation.evaluation_page import DOCUMENT, HEADINGS, page_of, parts_of


def test_every_part_of_the_page_is_found() -> None:
    assert list(parts_of(DOCUMENT.read_text(encoding="utf-8"))) == list(HEADINGS)


def test_a_part_measured_anew_leaves_the_others_as_they_were() -> None:
    parts = parts_of(DOCUMENT.read_text(encoding="utf-8"))
    changed = parts_of(page_of(parts | {"speed": "## Speed\n\nFaster.\n"}))
    assert changed.pop("speed") == "## Speed\n\nFaster.\n"
    del parts["speed"]
    assert changed == parts
