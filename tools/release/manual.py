# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual that the extension carries: pages of docs/ as HTML, for a browser without a network."""

import re
import shutil
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("blender", "edits", "rigs", "prosody", "voice-from-face", "command-line")
"""The artist's page, and those that it sends the artist to."""

_PAGE = """<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ max-width: 50em; margin: 2em auto; padding: 0 1em; font: 16px/1.5 sans-serif; color: #ddd; background: #222; }}
a {{ color: #8bf; }}
img {{ max-width: 100%; }}
code, pre {{ background: #333; }}
pre {{ padding: 0.6em; overflow-x: auto; }}
table {{ border-collapse: collapse; }}
th, td {{ border: 1px solid #555; padding: 0.3em 0.6em; text-align: left; vertical-align: top; }}
</style>
{body}
</html>
"""


def write_manual(folder: Path) -> None:
    """Write the pages into ``folder``, with the pictures that they show under ``images``."""
    folder.mkdir(parents=True)
    for page in PAGES:
        html = page_as_html((ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8"))
        (folder / f"{page}.html").write_text(html, encoding="utf-8")
        for picture in re.findall(r'<img src="(images/[^"]+)"', html):
            (folder / picture).parent.mkdir(exist_ok=True)
            shutil.copy2(ROOT / "docs" / picture, folder / picture)


def page_as_html(markdown: str) -> str:
    """One page. Links to pages that are not in the manual become plain text."""
    body = MarkdownIt("commonmark").enable("table").render(markdown)
    body = re.sub(r'<a href="([^"#]+)\.md(#[^"]*)?">(.*?)</a>', _link, body, flags=re.DOTALL)
    body = re.sub(r"<(h[1-6])>(.*?)</\1>", _heading, body)
    title = re.search(r"^# (.*)$", markdown, re.MULTILINE)
    assert title is not None
    return _PAGE.format(title=title[1], body=body)


def _link(found: re.Match[str]) -> str:
    page, place, text = found.groups()
    return f'<a href="{page}.html{place or ""}">{text}</a>' if page in PAGES else text


def _heading(found: re.Match[str]) -> str:
    """With the name under which GitHub's pages link to it."""
    level, text = found.groups()
    name = re.sub(r"[^\w -]", "", re.sub(r"<[^>]*>", "", text).lower()).replace(" ", "-")
    return f'<{level} id="{name}">{text}</{level}>'
