# SPDX-License-Identifier: GPL-3.0-or-later
"""A user's own pronunciations: what they change, and how a mistake in them is named."""

from pathlib import Path

import pytest
from soliloquy.runtime.errors import InputError
from soliloquy.runtime.text.lexicon import load_lexicon
from soliloquy.runtime.text.phonemes import phonemise


def test_a_lexicon_changes_what_it_lists_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_text("# names\nKyoto = /kiˈoʊtoʊ/\nsql = sequel  # said so here\n[fr]\nParis = /pa/\n", encoding="utf-8")
    lexicon = load_lexicon(file)
    words = phonemise("Kyoto loves SQL in Paris", "en-us", lexicon).paragraphs[0][0]
    plain = phonemise("Kyoto loves sequel in Paris").paragraphs[0][0]
    assert words[0].phonemes == "kiˈOtO"
    assert [word.phonemes for word in words[1:]] == [word.phonemes for word in plain[1:]]
    assert phonemise("Paris", "fr", lexicon).paragraphs[0][0][0].phonemes == "pa"


def test_the_sample_of_the_manual_is_a_lexicon(tmp_path: Path) -> None:
    manual = (Path(__file__).parents[3] / "docs" / "voices.md").read_text(encoding="utf-8")
    file = tmp_path / "words.txt"
    (sample,) = (block for block in manual.split("```") if "Soliloquy = " in block)
    file.write_text(sample, encoding="utf-8")
    assert load_lexicon(file).entries == {
        ("", "Soliloquy"): "/səˈlɪləkwi/",
        ("", "sql"): "sequel",
        ("fr", "Renault"): "/ʁəˈno/",
    }


@pytest.mark.parametrize(
    "mistake", ["no equals sign", "two words = x", "word =", "word = /k5/", "word = //", "[klingon]"]
)
def test_a_mistake_in_a_lexicon_is_named_by_its_line(tmp_path: Path, mistake: str) -> None:
    file = tmp_path / "words.txt"
    file.write_text(f"# first\nfine = good\n{mistake}\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 3"):
        load_lexicon(file)


def test_a_lexicon_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    with pytest.raises(InputError, match="no such file"):
        load_lexicon(file)
    file.write_bytes(b"caf\xe9 = x")
    with pytest.raises(InputError, match="UTF-8"):
        load_lexicon(file)
