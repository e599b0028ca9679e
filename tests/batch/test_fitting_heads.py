# SPDX-License-Identifier: GPL-3.0-or-later
"""A head of ours that a script gives a fitting voice to gets one of the gender and age it was made with."""

from typing import Any

import pytest
from soliloquy.batch import asking
from soliloquy.runtime.requests import FaceRequest
from soliloquy.runtime.script.cast import FITS_THE_HEAD, Part
from soliloquy.runtime.script.line import Line


@pytest.mark.parametrize(("head", "gender", "age"), [("Walter", "male", 76.0), ("woman=0.9,age=61", "female", 61.0)])
def test_a_head_of_ours_need_not_be_guessed(
    monkeypatch: pytest.MonkeyPatch, head: str, gender: str, age: float
) -> None:
    asked: list[FaceRequest] = []

    def noted(request: FaceRequest) -> Any:
        asked.append(request)
        raise KeyboardInterrupt

    monkeypatch.setattr(asking, "_picture_of_head", lambda name: f"{name}.png")
    monkeypatch.setattr(asking, "voice_from_face", noted)
    with pytest.raises(KeyboardInterrupt):
        asking._spoken("Hi.", Line(1, "a", "a"), "en-us", Part(head=head, voice=FITS_THE_HEAD), None)
    assert (asked[0].gender, asked[0].age) == (gender, age)
