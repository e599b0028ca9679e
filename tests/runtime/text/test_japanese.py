# SPDX-License-Identifier: GPL-3.0-or-later
"""Japanese is read as it is said: kanji by their words, particles, long vowels, counters, and Latin words."""

from pathlib import Path

import pytest
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.text.japanese_dictionary import read_words
from soliloquy.runtime.text.japanese_numbers import FIGURES, say_figures
from soliloquy.runtime.text.kana import SYLLABLES, phonemes_of
from soliloquy.runtime.text.lexicon import load_lexicon
from soliloquy.runtime.text.phonemes import phonemise, phones_of
from soliloquy.runtime.voice.kokoro import VOCABULARY


def _readings(text: str) -> str:
    return " ".join(word.said for word in read_words(text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("私は学生です", "ワタシ ワ ガクセー デス"),
        ("東京へ行ったことがありますか", "トーキョー エ イッタ コト ガ アリマス カ"),
        ("すもももももももものうち", "スモモ モ モモ モ モモ ノ ウチ"),
        ("母はハハと笑った", "ハハ ワ ハハ ト ワラッタ"),
        ("一人で水を飲む", "ヒトリ デ ミズ ヲ ノム"),
        ("生ビールと生活", "ナマビール ト セーカツ"),
        ("今日は日曜日", "キョー ワ ニチヨービ"),
        ("上手な人と上の手", "ジョーズナ ヒト ト ウエ ノ テ"),
        ("ソリロクイは話す", "ソリロクイ ワ ハナス"),
        ("行きましょう", "イキ マショー"),
    ],
)
def test_words_are_read_by_their_neighbours(text: str, said: str) -> None:
    assert _readings(text) == said


def test_a_word_of_unknown_reading_has_none_and_is_reported() -> None:
    assert read_words("\u3401")[0].said == ""
    reading = phonemise("これは\u3401です。", "ja")
    assert any("\u3401" in warning for warning in reading.warnings)


@pytest.mark.parametrize(
    ("kana", "phonemes"),
    [
        ("ワタシ", "βataɕi"),
        ("ガクセー", "ɡakɯseː"),
        ("キョー", "kʲoː"),
        ("イッパイ", "iʔpai"),
        ("シンブン", "ɕimbɯɴ"),
        ("コンニチワ", "koɲɲiʨiβa"),
        ("ゲンキ", "ɡeŋkʲi"),
        ("ファイル", "ɸaiɾɯ"),
        ("ティー", "tʲiː"),
        ("ヴァイオリン", "vaioɾʲiɴ"),
        ("ッ", ""),
        ("ー", ""),
        ("ツー", "ʦɨː"),
    ],
)
def test_kana_have_the_symbols_of_the_voice(kana: str, phonemes: str) -> None:
    assert phonemes_of(kana) == phonemes


def test_every_symbol_of_the_table_is_a_token_of_the_voice() -> None:
    assert set("".join(SYLLABLES.values())) <= set(VOCABULARY)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("3本", "サンボン"),
        ("10匹", "ジュッピキ"),
        ("600本", "ロッピャッポン"),
        ("1杯", "イッパイ"),
        ("4人", "ヨニン"),
        ("2人", "フタリ"),
        ("20歳", "ハタチ"),
        ("7時", "シチジ"),
        ("9月", "クガツ"),
        ("20日", "ハツカ"),
        ("3階", "サンガイ"),
        ("8回", "ハッカイ"),
        ("30分", "サンジュップン"),
        ("4円", "ヨエン"),
        ("3つ", "ミッツ"),
        ("100万円", "ヒャクマンエン"),
        ("10:30", "ジュージ サンジュップン"),
        ("2024/5/3", "ニセンニジューヨネン ゴガツ ミッカ"),
        ("¥1,500", "センゴヒャクエン"),
        ("$5", "ゴドル"),
        ("50%", "ゴジュッパーセント"),
        ("-5°C", "マイナス ゴド"),
        ("3.14", "サンテンイチヨン"),
        ("03-1234-5678", "ゼロサン イチニサンヨン ゴロクナナハチ"),
        ("3/4", "ヨン ブンノ サン"),
        ("3800", "サンゼンハッピャク"),
        ("12345678", "センニヒャクサンジューヨンマンゴセンロッピャクナナジューハチ"),
        ("007", "ゼロゼロナナ"),
    ],
)
def test_figures_are_said_with_their_counters(written: str, said: str) -> None:
    match = FIGURES.match(written)
    assert match is not None
    assert match[0] == written
    assert say_figures(match) == said


def test_latin_words_and_initialisms_among_japanese() -> None:
    said = dict(phones_of("NHKのBobさん、Ｔシャツ。", "ja"))
    assert said["Bob"] == ("b", "ɑ", "b")
    assert said["NHK"][:3] == ("e", "n", "ɯ")
    assert said["さん"] == ("s", "a", "ɴ")


def test_the_written_words_and_the_quotation_are_kept() -> None:
    first, second = phonemise("「本当ですか？」と聞いた。", "ja").paragraphs[0]
    assert [word.written for word in first] == ["本当", "です", "か"]
    assert (first[0].before, first[-1].after) == ("“", "?”")
    assert [word.written for word in second] == ["と", "聞いた"]


def test_half_width_and_full_width_writing_mean_the_same() -> None:
    assert phones_of("ﾃﾞｰﾀは１０本", "ja")[-1][1] == phones_of("データは10本", "ja")[-1][1]


def test_what_is_not_japanese_is_reported_and_the_rest_is_said() -> None:
    reading = phonemise("今日 Привет \ud83d は\x07 🎈晴れ。", "ja")
    assert [word.written for word in reading.paragraphs[0][0]] == ["今日", "は", "晴れ"]
    assert len(reading.warnings) == 4


@pytest.mark.parametrize("text", ["。。。", "Привет", "ッー"])
def test_text_without_japanese_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="nothing that can be said"):
        phonemise(text, "ja")


def test_a_sentence_without_an_end_is_read_to_its_end() -> None:
    (parts,) = phonemise("東京へ行く" * 2_000, "ja").paragraphs
    assert "".join(word.written for sentence in parts for word in sentence) == "東京へ行く" * 2_000


def test_the_lexicon_and_phonemes_in_the_text_hold_in_japanese(tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_text("[ja]\n蒼月 = /soːɡetsɨ/\n煌星 = きらぼし\n", encoding="utf-8")
    (sentence,) = phonemise("蒼月と煌星が[東京](/toːkʲoː/)へ行く。", "ja", load_lexicon(file)).paragraphs[0]
    said = {word.written: word.phonemes for word in sentence}
    assert said["蒼月"] == "soːɡeʦɨ"
    assert said["煌星"].replace(" ", "") == phonemes_of("キラボシ")
    assert said["東京"] == "toːkʲoː"


def test_addresses_signs_and_fractions_are_said() -> None:
    (sentence,) = phonemise("メールはtest@example.com、気温は-5℃、½です。", "ja").paragraphs[0]
    said = {word.written: word.phonemes for word in sentence}
    assert said["test@example.com"].split()[1] == "æt"
    assert phonemise("気温は-5℃です。", "ja").warnings == ()
    assert " ".join(said.values()).count("bɯnno") == 1
