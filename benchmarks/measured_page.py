# SPDX-License-Identifier: GPL-3.0-or-later
"""What scripts that write measured pages share."""

from pathlib import Path

from soliloquy.runtime.animate.measure import share_with_interval

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "measured"


def write_part(page: str, script: str, text: str) -> None:
    """Put the text between the script's marks on a page that several scripts write, and say it. page: seen from
    docs/measured/."""
    begin, end = f"<!-- {script} begins -->", f"<!-- {script} ends -->"
    path = FOLDER / page
    whole = path.read_text(encoding="utf-8")
    before, after = whole.partition(begin)[0], whole.partition(end)[2]
    path.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")
    print(text)


def share_cell(outcomes: list[bool]) -> str:
    """A share with its 95 % interval and how many it rests on, for a table."""
    share, low, high = share_with_interval(outcomes)
    return f"{100 * share:.1f} % ({100 * low:.1f} to {100 * high:.1f}), n {len(outcomes)}"
