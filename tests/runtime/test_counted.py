# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers of things in words."""

import pytest
from soliloquy.runtime.counted import counted


@pytest.mark.parametrize(("number", "said"), [(0, "0 lines"), (1, "1 line"), (2, "2 lines"), (2000, "2,000 lines")])
def test_one_thing_is_no_plural(number: int, said: str) -> None:
    assert counted(number, "line") == said
