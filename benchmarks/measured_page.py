# SPDX-License-Identifier: GPL-3.0-or-later
"""A measured page of which several scripts write a part each, between marks."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "measured"


def write_part(page: str, script: str, text: str) -> None:
    """Put the text between the script's marks on a page, and say it. page: seen from docs/measured/."""
    begin, end = f"<!-- {script} begins -->", f"<!-- {script} ends -->"
    path = FOLDER / page
    whole = path.read_text(encoding="utf-8")
    before, after = whole.partition(begin)[0], whole.partition(end)[2]
    path.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")
    print(text)
