# SPDX-License-Identifier: GPL-3.0-or-later
"""The picture of the house shows the imports and the rooms that there are."""

from soliloquy.tools.release.house_picture import PICTURE, ROOT, picture


def test_the_picture_is_that_of_the_present_code() -> None:
    drawn = PICTURE.read_text(encoding="utf-8")
    assert picture() == drawn, "run: python -m soliloquy.tools.release.house_picture"


def test_the_picture_has_every_room() -> None:
    rooms = [path.parent.name for path in ROOT.glob("*/__init__.py")]
    drawn = PICTURE.read_text(encoding="utf-8")
    assert len(rooms) >= 7
    assert [name for name in rooms if f">{name}/<" not in drawn] == []
