# SPDX-License-Identifier: GPL-3.0-or-later
"""Money, dates, times, units, fractions and telephone numbers in the languages that eSpeak NG reads."""

import pytest
from soliloquy.runtime.text.forms import FRENCH, HINDI, ITALIAN, PORTUGUESE, SPANISH, in_words
from soliloquy.runtime.text.phonemes import phonemise, phones_of

FORMS = {"es": SPANISH, "fr": FRENCH, "hi": HINDI, "it": ITALIAN, "pt-br": PORTUGUESE}


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        ("pt-br", "R$ 3,50", "3 reais e 50 centavos"),
        ("pt-br", "R$1,00", "1 real"),
        ("pt-br", "R$ 1.250,05", "1250 reais e 5 centavos"),
        ("pt-br", "R$ 0,01", "1 centavo"),
        ("pt-br", "14:30", "14 e 30"),
        ("pt-br", "9:00", "9 horas"),
        ("pt-br", "12/05/2024", "12 de maio de 2024"),
        ("pt-br", "20 °C", "20 graus"),
        ("pt-br", "91234-5678", "9 1 2 3 4 5 6 7 8"),
        ("pt-br", "1/2", "meio"),
        ("pt-br", "US$ 5", "5 dólares"),
        ("es", "3,50 €", "3 euros con 50 céntimos"),
        ("es", "€3.50", "3 euros con 50 céntimos"),
        ("es", "1.500 €", "1500 euros"),
        ("es", "14:30", "14 y 30"),
        ("es", "2024-05-03", "3 de mayo de 2024"),
        ("es", "1 km", "1 kilómetro"),
        ("es", "90 km/h", "90 kilómetros por hora"),
        ("fr", "14h30", "14 heures 30"),
        ("fr", "3,50 €", "3 euros 50"),
        ("fr", "1 000", "1000"),
        ("fr", "3/4", "trois quarts"),
        ("it", "3,50 €", "3 euro e 50 centesimi"),
        ("it", "5 km", "5 chilometri"),
        ("it", "12/05/2024", "12 maggio 2024"),
        ("hi", "₹3,500", "3500 रुपये"),
        ("hi", "₹1,00,000", "100000 रुपये"),
        ("hi", "14:30", "14 बजकर 30 मिनट"),
        ("hi", "५ किमी", "५ किलोमीटर"),
        ("hi", "98765 43210", "9 8 7 6 5 4 3 2 1 0"),
        ("hi", "12/05/2024", "12 मई 2024"),
        ("pt-br", "R$ 3,50/kg", "3 reais e 50 centavos por quilograma"),
        ("es", "½", "un medio"),
        ("es", "10–12", "10 a 12"),
        ("fr", "www.exemple.fr", "www point exemple point fr"),
        ("it", "mario.rossi@esempio.it", "mario punto rossi chiocciola esempio punto it"),
        ("hi", "test@example.com", "test ऐट example डॉट com"),
        ("fr", "bonjour", None),
        ("es", "45:99", None),
        ("it", "31/31/2024", None),
        ("es", "1.000", None),
        ("pt-br", "2º", None),
    ],
)
def test_short_forms_are_said_in_the_words_of_the_language(language: str, written: str, said: str | None) -> None:
    assert in_words(written, FORMS[language]) == said


@pytest.mark.parametrize(
    ("language", "written", "said_like"),
    [
        ("pt-br", "Custa R$ 3,50 hoje.", "Custa 3 reais e 50 centavos hoje."),
        ("es", "Cuesta 2 € y pesa 5 kg.", "Cuesta dos euros y pesa cinco kilogramos."),
        ("fr", "Il mesure 2 m, Mme Dupont.", "Il mesure deux mètres, madame Dupont."),
        ("it", "Sono le 14:30, sig. Rossi.", "Sono le quattordici e trenta, signor Rossi."),
        ("hi", "यह ₹50 का है।", "यह पचास रुपये का है।"),
        ("fr", "François Ier au XXe siècle.", "François premier au 20ème siècle."),
        ("fr", "Le 3e jour.", "Le 3ème jour."),
        ("es", "¡Nooo! EE. UU. gana.", "¡No! Estados Unidos gana."),
        ("hi", "डॉ. शर्मा आए।", "डॉक्टर शर्मा आए।"),
    ],
)
def test_short_forms_sound_as_if_they_were_written_out(language: str, written: str, said_like: str) -> None:
    def sounds(text: str) -> list[str]:
        return [phone for _, phones in phones_of(text, language) for phone in phones]

    assert sounds(written) == sounds(said_like)


def test_two_tokens_of_one_amount_are_one_written_word() -> None:
    (sentence,) = phonemise("Custa R$ 3,50.", "pt-br").paragraphs[0]
    assert [(word.written, word.after) for word in sentence] == [("Custa", ""), ("R$ 3,50", ".")]


def test_what_is_said_together_with_its_neighbour_is_not_reported_as_left_out() -> None:
    assert phonemise("Ça coûte 3,50 € et pèse 1 234,5 g.", "fr").warnings == ()


@pytest.mark.parametrize("text", ["नमस्ते \ud83d Привет दुनिया\x07 🎈।"])
def test_what_is_not_hindi_is_reported_and_the_rest_is_said(text: str) -> None:
    reading = phonemise(text, "hi")
    assert [word.written for word in reading.paragraphs[0][0]] == ["नमस्ते", "दुनिया"]
    assert len(reading.warnings) == 4
