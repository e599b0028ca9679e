# SPDX-License-Identifier: GPL-3.0-or-later
"""Names that outputs may have, on every system that files go to."""

import pytest
from soliloquy.runtime.errors import UsageError
from soliloquy.runtime.output_folder import plain_name


@pytest.mark.parametrize(
    "name", ["", ".", "..", "a/b", ".a", "a\nb", "a\x1b", "CON", "nul.txt", "Com1", "lpt9.x", "a.", "a "]
)
def test_a_name_that_no_file_should_have_is_refused(name: str) -> None:
    with pytest.raises(UsageError):
        plain_name(name)


@pytest.mark.parametrize("name", ["a", "console", "a.b", "a b", "null", "com10", "Ünïcödé 😀", "what?"])
def test_a_name_that_a_file_may_have_stays(name: str) -> None:
    assert plain_name(name) == name
