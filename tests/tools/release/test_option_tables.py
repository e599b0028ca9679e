# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual's tables of options are those of the code."""

from soliloquy.runtime.requests import AnimateRequest, ExportOptions, FaceRequest, SpeakRequest
from soliloquy.runtime.requests.options import options_of
from soliloquy.tools.release.option_tables import PAGE, tables, with_tables


def test_the_page_holds_the_tables_of_today() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert with_tables(page) == page, "run: python -m soliloquy.tools.release.option_tables"


def test_every_option_stands_in_a_table() -> None:
    for request in (SpeakRequest, AnimateRequest, ExportOptions, FaceRequest):
        for field in options_of(request):
            assert (field.option.metavar if field.option.positional else field.flag) in tables()
