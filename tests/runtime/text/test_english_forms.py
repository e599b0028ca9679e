# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers, dates, units and abbreviations in English are said in full."""

import pytest
from soliloquy.runtime.text.english_forms import spoken_form
from soliloquy.runtime.text.phonemes import phonemise, phones_of


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("5:30", "five thirty"),
        ("7:00", "seven o'clock"),
        ("9:05", "nine oh five"),
        ("2024-05-03", "May third, twenty twenty-four"),
        ("3/5/2024", "March fifth, twenty twenty-four"),
        ("$3.50", "three dollars and fifty cents"),
        ("$1", "one dollar"),
        ("£2m", "two million pounds"),
        ("€0.99", "ninety-nine cents"),
        ("10km", "ten kilometers"),
        ("1kg", "one kilogram"),
        ("50%", "fifty percent"),
        ("1984", "nineteen eighty-four"),
        ("1990s", "nineteen nineties"),
        ("22nd", "twenty-second"),
        ("1,200", "one thousand two hundred"),
        ("1,234,567", "one million two hundred thirty-four thousand five hundred sixty-seven"),
        ("007", "oh oh seven"),
        ("1905", "nineteen oh five"),
        ("2005", "two thousand five"),
        ("'90s", "nineties"),
        ("3/4", "three quarters"),
        ("1½", "one and a half"),
        ("24/7", "twenty-four seven"),
        ("10-15", "ten to fifteen"),
        ("Mon–Fri", "Monday to Friday"),
        ("09:00-17:30", "nine o'clock to seventeen thirty"),
        ("5'10", "five foot ten"),
        ("50¢", "fifty cents"),
        ("5€", "five euros"),
        ("$5/month", "five dollars per month"),
        ("$1.5bn", "one point five billion dollars"),
        ("-40°C", "minus forty degrees celsius"),
        ("5:30pm", "five thirty P M"),
        ("12a.m.", "twelve A M"),
        ("+44-20-7946", "plus four four, two oh, seven nine four six"),
        ("192.168.0.1", "one nine two dot one six eight dot oh dot one"),
        ("MP3", "M P three"),
        ("H2O", "H two O"),
        ("COVID-19", "COVID nineteen"),
        ("v2.0", "V two point zero"),
        ("x²", "X squared"),
        ("3rd-floor", "third floor"),
        ("https://www.example.com/help", "W W W dot example dot com slash help"),
        ("@alice", "at alice"),
        ("#art", "hashtag art"),
        ("3.14", "three point one four"),
        ("555-1234", "five five five, one two three four"),
        ("-5", "minus five"),
        ("#7", "number seven"),
        ("a@b.com", "a at b dot com"),
        ("&", "and"),
        ("hello", None),
    ],
)
def test_short_forms_are_said_in_full(written: str, said: str | None) -> None:
    assert spoken_form(written) == said


def test_the_british_date_begins_with_the_day() -> None:
    assert spoken_form("3/5/2024", british=True) == "the third of May, twenty twenty-four"


def test_british_numbers_have_their_and() -> None:
    assert spoken_form("1,215", british=True) == "one thousand two hundred and fifteen"
    assert spoken_form("1,005", british=True) == "one thousand and five"


@pytest.mark.parametrize(
    ("text", "said_like"),
    [
        ("No.1 and №5.", "Number one and number five."),
        ("He ran 3 hr. 5 min. today.", "He ran three hours five minutes today."),
        ("Add 2 tbsp. oil, 8 fl oz milk.", "Add two tablespoons oil, eight fluid ounces milk."),
        ("The US firm in LA helps US.", "The U S firm in L A helps us."),
        ("Live in Apt. 4, Ft. Worth.", "Live in apartment four, Fort Worth."),
        ("A 2x4 is 3x longer.", "A two by four is three times longer."),
        ("It is 6.02×10²³.", "It is six point zero two times ten to the power of twenty-three."),
        ("Since WWII he is 25 y/o.", "Since World War Two he is twenty-five years old."),
        ("ISBN 978-3-16.", "ISBN nine seven eight, three, one six."),
        ("It is due on 5/6.", "It is due on May sixth."),
        ("Mix 5/6 of it.", "Mix five sixths of it."),
        ("Her 3rd appt. is on Mon. at noon.", "Her third appointment is on Monday at noon."),
        ("We met on Sat 5 Dec.", "We met on Saturday five December."),
        ("He sat. The sun set.", "He sat. The sun set."),
        ("It costs £3.50/kg.", "It costs three pounds and fifty pence per kilogram."),
        ("Write C++ or C#.", "Write C plus plus or C sharp."),
        ("It is ∞.", "It is infinity."),
        ("About .5 kg.", "About zero point five kilograms."),
        ("It is 2in wide and 6' long.", "It is two inches wide and six feet long."),
        ("'The 6' left.", "The six left."),
        ("A 5G phone.", "A five G phone."),
        ("Nooooo!", "No!"),
        ("Odds of 3:1 and 5/8ths.", "Odds of three to one and five eighths."),
        ("Pay $5-10.", "Pay five to ten dollars."),
        ("~50 people since ca. 1850.", "About fifty people since circa eighteen fifty."),
        ("x^2 over 3 m/s².", "X squared over three meters per second squared."),
        ("IPv6 at 10.0.0.1:80.", "I P V six at one oh dot oh dot oh dot one colon eight oh."),
        ("Louis XIV and World War II.", "Louis the fourteenth and World War two."),
        ("10 Downing St. is here.", "ten Downing street is here."),
        ("St. John is here.", "Saint John is here."),
        ("It is 5 km long.", "It is five kilometers long."),
        ("Read p. 7 now.", "Read page seven now."),
        ("A 2 x 4 plank.", "A two by four plank."),
        ("Call (212) 555-0199.", "Call two one two five five five oh one nine nine."),
        ("See R&D.", "See R and D."),
    ],
)
def test_short_forms_among_their_neighbours(text: str, said_like: str) -> None:
    def sounds(words: tuple[tuple[str, tuple[str, ...]], ...]) -> list[str]:
        return [phone for _, phones in words for phone in phones]

    assert sounds(phones_of(text)) == sounds(phones_of(said_like))


def test_a_sentence_that_ends_in_a_short_form_keeps_its_stop() -> None:
    (sentence,) = phonemise("It ends at 5 p.m.").paragraphs[0]
    assert sentence[-1].after == "."
    assert [word.after for word in phonemise("Dr. Who left.").paragraphs[0][0]] == ["", "", "."]
