# SPDX-License-Identifier: GPL-3.0-or-later
"""Mandarin is read as it is said: tones, characters of several readings, figures, and other scripts among them."""

from pathlib import Path

import pytest
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.text.lexicon import load_lexicon
from soliloquy.runtime.text.mandarin_numbers import FIGURES, say_figures
from soliloquy.runtime.text.phonemes import phonemise, phones_of
from soliloquy.runtime.text.pinyin import _FINALS, _INITIALS, phonemes_of
from soliloquy.runtime.voice.kokoro import VOCABULARY


def _said(text: str) -> dict[str, str]:
    reading = phonemise(text, "zh")
    return {word.written: word.phonemes for part in reading.paragraphs for sentence in part for word in sentence}


@pytest.mark.parametrize(
    ("syllable", "phonemes"),
    [
        ("ma1", "ma→"),
        ("ma2", "ma↗"),
        ("ma3", "ma↓"),
        ("ma4", "ma↘"),
        ("ma5", "ma"),
        ("zhong1", "ꭧʊ→ŋ"),
        ("shi4", "ʂɨ↘"),
        ("si4", "sɨ↘"),
        ("xue2", "ɕɥe↗"),
        ("lv4", "ly↘"),
        ("ju1", "ʨy→"),
        ("yuan2", "ɥɛ↗n"),
        ("wo3", "wo↓"),
        ("bo1", "pwo→"),
        ("er4", "ɚ↘"),
        ("liu2", "ljou↗"),
        ("dui4", "twei↘"),
        ("gun3", "kwə↓n"),
        ("yi1", "i→"),
        ("wu3", "u↓"),
        ("yu3", "y↓"),
        ("ng2", "ŋ↗"),
        ("x9", ""),
        ("", ""),
        ("hello1", ""),
    ],
)
def test_a_syllable_of_pinyin_has_the_symbols_of_the_voice(syllable: str, phonemes: str) -> None:
    assert phonemes_of(syllable) == phonemes


def test_every_symbol_of_the_table_is_a_token_of_the_voice() -> None:
    assert set("".join([*_INITIALS.values(), *_FINALS.values()])) - {"0"} <= set(VOCABULARY)


@pytest.mark.parametrize(
    ("text", "word", "phonemes"),
    [
        ("他是行长。", "行长", "xa↗ŋꭧa↓ŋ"),
        ("我去银行。", "银行", "i↗nxa↗ŋ"),
        ("长大以后", "长大", "ꭧa↓ŋta↘"),
        ("这条路很长。", "很长", "xə↓nꭧʰa↗ŋ"),
        ("学习音乐", "音乐", "i→nɥe↘"),
        ("我很快乐。", "快乐", "kʰwai↘lɤ↘"),
        ("他跑得很快。", "得", "tɤ"),
        ("我得走了。", "得", "tei↓"),
        ("还有很多。", "还有", "xai↗jou↓"),
    ],
)
def test_a_character_of_several_readings_is_read_by_its_word(text: str, word: str, phonemes: str) -> None:
    assert _said(text)[word] == phonemes


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2024-05-03", "二零二四年五月三日"),
        ("8:30", "八点三十分"),
        ("2:05", "两点零五分"),
        ("9:00", "九点整"),
        ("13812345678", "幺三八幺二三四五六七八"),
        ("010-62345678", "零幺零，六二三四五六七八"),
        ("¥35.5", "三十五点五元"),
        ("$2", "两美元"),
        ("50%", "百分之五十"),
        ("3/4", "四分之三"),
        ("3-5", "三到五"),
        ("-5°C", "负五摄氏度"),
        ("10km", "十公里"),
        ("2个", "两个"),
        ("2月", "二月"),
        ("10", "十"),
        ("105", "一百零五"),
        ("110", "一百一十"),
        ("10,086", "一万零八十六"),
        ("3.14", "三点一四"),
        ("007", "零零七"),
        ("100000000", "一亿"),
        ("12345678901234567890", "一二三四五六七八九零一二三四五六七八九零"),
    ],
)
def test_figures_are_said_in_full(written: str, said: str) -> None:
    match = FIGURES.match(written)
    assert match is not None
    assert match[0] == written
    assert say_figures(match) == said


def test_the_year_is_said_figure_by_figure() -> None:
    assert _said("2024年")["2024"].replace(" ", "") == "ɚ↘li↗ŋɚ↘sɨ↘"


def test_english_among_mandarin_is_english_and_words_keep_their_writing() -> None:
    (sentence, second) = phonemise("你好，Bob！今天天气很好。", "zh").paragraphs[0]
    assert [word.written for word in sentence] == ["你好", "Bob"]
    assert [word.after.strip() for word in sentence] == [",", "!"]
    assert dict(phones_of("你好，Bob！", "zh"))["Bob"] == ("b", "ɑ", "b")
    assert second[-1].after == "."


def test_a_quotation_stays_with_its_sentence() -> None:
    first, second = phonemise("“好的。”他说。", "zh").paragraphs[0]
    assert first[0].before == "“"
    assert first[-1].after == ".”"
    assert [word.written for word in second] == ["他", "说"]


def test_what_is_not_mandarin_is_reported_and_the_rest_is_said() -> None:
    reading = phonemise("你好 Привет \ud83d 世界\x07 🎈。", "zh")
    assert [word.written for word in reading.paragraphs[0][0]] == ["你好", "世界"]
    assert len(reading.warnings) == 4
    assert any("Привет" in warning for warning in reading.warnings)


@pytest.mark.parametrize("text", ["。。。", "Привет", "🎈", "こんにちは"])
def test_text_without_mandarin_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="nothing that can be said"):
        phonemise(text, "zh")


def test_a_megabyte_is_refused_and_half_of_one_is_read() -> None:
    with pytest.raises(InputError, match="1,000,000"):
        phonemise("好" * 1_000_001, "zh")
    reading = phonemise("今天天气很好。" * 3_000, "zh")
    assert len(reading.paragraphs[0]) == 3_000


def test_the_lexicon_and_phonemes_in_the_text_hold_in_mandarin(tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_text("[zh]\n单于 = /ꭧʰa↗ny↗/\n重庆 = 北京\n", encoding="utf-8")
    (sentence,) = phonemise("单于去[长](/ꭧʰa↗ŋ/)城和重庆。", "zh", load_lexicon(file)).paragraphs[0]
    said = {word.written: word.phonemes for word in sentence}
    assert said["单于"] == "ꭧʰa↗ny↗"
    assert said["长"] == "ꭧʰa↗ŋ"
    assert said["重庆"] == _said("北京")["北京"]


def test_a_mistake_in_a_mandarin_lexicon_is_named_by_its_line(tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_text("[zh]\n单于 = /单于/\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 2"):
        load_lexicon(file)


@pytest.mark.parametrize(("text", "word"), [("他跑得快。", "跑得快"), ("他说得对。", "说得对")])
def test_how_something_is_done_has_a_light_de(text: str, word: str) -> None:
    (sentence,) = phonemise(text, "zh").paragraphs[0]
    phonemes = {each.written: each.phonemes for each in sentence}[word]
    assert "tɤ" in phonemes
    assert "tɤ↗" not in phonemes


def test_to_give_back_is_no_still() -> None:
    (sentence,) = phonemise("还没还书呢，我还钱。", "zh").paragraphs[0]
    assert [word.phonemes for word in sentence if word.written == "还"] == ["xai↗", "xwa↗n", "xwa↗n"]


def test_addresses_and_names_with_signs_are_said_whole() -> None:
    (sentence,) = phonemise("邮箱是test@example.com，用C++写，网址https://www.baidu.com/a1。", "zh").paragraphs[0]
    words = [word.written for word in sentence]
    assert [word for word in words if word.isascii()] == ["test@example.com", "C++", "https://www.baidu.com/a1"]
    english = phonemise("test@example.com C++", "en-us").paragraphs[0][0]
    assert [word.phonemes for word in sentence if word.written in {"test@example.com", "C++"}] == [
        word.phonemes for word in english
    ]
    assert phonemise("今天20℃。", "zh").warnings == ()
