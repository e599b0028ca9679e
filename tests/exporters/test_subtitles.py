# SPDX-License-Identifier: GPL-3.0-or-later
"""Subtitles and word times say what is said when it is said."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from soliloquy.exporters import export
from soliloquy.exporters.subtitles import subtitles_of
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.requests import ExportOptions
from soliloquy.runtime.speech import Word
from soliloquy.runtime.take import Take


def _saying(take: Take, *words: Word, language: str = "en-us") -> Take:
    return replace(take, speech=replace(take.speech, words=words, language=language))


def test_a_subtitle_ends_with_its_sentence_or_before_a_pause(synthetic_take: Take) -> None:
    take = _saying(
        synthetic_take,
        Word("Hi", 0.1, 0.2, "!"),
        Word("I", 0.3, 0.4),
        Word("am", 0.4, 0.5),
        Word("here", 1.4, 1.6, "."),
    )
    assert [(one.start, one.end, one.text) for one in subtitles_of(take)] == [
        (0.1, 0.2, "Hi!"),
        (0.3, 0.5, "I am"),
        (1.4, 1.6, "here."),
    ]


def test_a_long_sentence_is_split_where_two_lines_are_full(synthetic_take: Take) -> None:
    words = [Word("seventeen", index * 0.1, index * 0.1 + 0.1) for index in range(19)]
    shown = subtitles_of(_saying(synthetic_take, *words))
    assert all(len(one.text) <= 84 for one in shown)
    assert " ".join(one.text for one in shown).split() == [word.text for word in words]


def test_languages_without_spaces_get_none(synthetic_take: Take) -> None:
    take = _saying(synthetic_take, Word("你好", 0.1, 0.5, "，"), Word("世界", 0.5, 1.0, "。"), language="zh")
    assert [one.text for one in subtitles_of(take)] == ["你好，世界。"]


def test_files_hold_times_and_escape_what_they_must(synthetic_take: Take, tmp_path: Path) -> None:
    take = _saying(synthetic_take, Word("<b>&", 0.1, 0.25), Word("so", 0.25, 3661.5, "."))
    paths = export(take, ["srt", "vtt", "words"], tmp_path, "line", ExportOptions())
    srt, vtt, words = (path.read_text(encoding="utf-8") for path in paths)
    assert srt == "1\n00:00:00,100 --> 01:01:01,500\n<b>& so.\n"
    assert vtt == "WEBVTT\n\n00:00:00.100 --> 01:01:01.500\n&lt;b&gt;&amp; so.\n"
    assert json.loads(words)[1] == {"start": 0.25, "end": 3661.5, "word": "so", "punctuation": ".", "confidence": 1.0}


def test_the_demo_has_every_word_once(demo_take: Take) -> None:
    said = re.findall(r"\w+", " ".join(one.text for one in subtitles_of(demo_take)))
    assert said == [word.text for word in demo_take.speech.words]


@pytest.mark.parametrize("name", ["srt", "vtt"])
def test_unknown_words_are_an_error_that_says_what_to_do(synthetic_take: Take, name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--transcript"):
        export(_saying(synthetic_take), [name], tmp_path, "line", ExportOptions())
