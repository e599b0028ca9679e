# SPDX-License-Identifier: GPL-3.0-or-later
"""What read_back.py counts in the sentences that a recogniser wrote down, and the tables that it makes of them."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from soliloquy.runtime.text.languages import LANGUAGES
from soliloquy.runtime.voice.voices import Voice, list_voices
from transcripts import distance, plain, sounds, whisper_code, words

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "voices.md"
BEGIN, END = "<!-- read_back.py begins -->", "<!-- read_back.py ends -->"
INSTEAD_OF = " instead of "
NAMED_RIGHT = {"hi": {"hi", "ur"}}


@dataclass(frozen=True)
class Outcome:
    """One sentence read back. key: what was said, by whom. named: the language that the judge heard."""

    key: str
    language: str
    voice: str
    said: str
    heard: str
    named: str
    seconds: float


@dataclass(frozen=True)
class Score:
    """Shares: words, characters and sounds wrong, languages named right. words: not a number without spaces."""

    words: float
    characters: float
    sounds: float
    named: float
    count: int


def score(outcomes: Sequence[Outcome]) -> Score:
    """Errors over all sentences together."""
    wrong, total = Counter[str](), Counter[str]()
    for outcome in outcomes:
        for kind, parted in (("words", words), ("characters", plain), ("sounds", sounds)):
            said, heard = parted(outcome.said, outcome.language), parted(outcome.heard, outcome.language)
            wrong[kind] += distance(said, heard)
            total[kind] += len(said)
        wrong["named"] += outcome.named in NAMED_RIGHT.get(outcome.language, {whisper_code(outcome.language)})
    return Score(
        wrong["words"] / total["words"] if total["words"] else math.nan,
        wrong["characters"] / max(total["characters"], 1),
        wrong["sounds"] / max(total["sounds"], 1),
        wrong["named"] / max(len(outcomes), 1),
        len(outcomes),
    )


def by_voice(outcomes: list[Outcome]) -> dict[str, list[Outcome]]:
    """The sentences that each of our voices says in its turn."""
    found = defaultdict(list)
    for outcome in outcomes:
        if outcome.language != "people" and INSTEAD_OF not in outcome.voice:
            found[outcome.voice].append(outcome)
    return found


def sample_path(voice: str) -> str:
    return f"samples/{voice}.wav"


def write_page(outcomes: list[Outcome]) -> None:
    """Put the tables between the marks of docs/voices.md."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    tables = "\n".join([*_language_table(outcomes), "", *_exchange_table(outcomes), "", *_voice_table(outcomes)])
    PAGE.write_text(f"{before}{BEGIN}\n{tables}\n{END}{after}", encoding="utf-8")
    print(tables)


def _language_table(outcomes: list[Outcome]) -> Iterator[str]:
    groups = defaultdict(list)
    for outcome in outcomes:
        if INSTEAD_OF not in outcome.voice:
            groups[outcome.language].append(outcome)
    yield "| language | sentences | seconds | words wrong | characters wrong | sounds wrong | language named right |"
    yield "|---|---|---|---|---|---|---|"
    names = [(language.code, f"{language.name} (`{language.code}`)") for language in LANGUAGES]
    for code, name in [*names, ("people", "people reading English (LibriVox)")]:
        if code in groups:
            found = score(groups[code])
            seconds = sum(outcome.seconds for outcome in groups[code])
            yield (
                f"| {name} | {found.count} | {seconds:.0f} | {_share(found.words)} | {_share(found.characters)} "
                f"| {_share(found.sounds)} | {100 * found.named:.0f} % |"
            )


def _exchange_table(outcomes: list[Outcome]) -> Iterator[str]:
    yield "| voice | sounds wrong in its wrong sentences | said by | sounds wrong |"
    yield "|---|---|---|---|"
    of_voice = by_voice(outcomes)
    again = defaultdict(list)
    for outcome in outcomes:
        if INSTEAD_OF in outcome.voice:
            again[outcome.voice].append(outcome)
    for pair, said_again in again.items():
        best, name = pair.split(INSTEAD_OF)
        texts = {outcome.said for outcome in said_again}
        before = score([outcome for outcome in of_voice[name] if outcome.said in texts])
        yield f"| `{name}` | {_share(before.sounds)} | `{best}` | {_share(score(said_again).sounds)} |"


def _voice_table(outcomes: list[Outcome]) -> Iterator[str]:
    of_voice = by_voice(outcomes)
    yield "| voice | language | gender | sample | sentences | words wrong | characters wrong | sounds wrong |"
    yield "|---|---|---|---|---|---|---|---|"
    names = {language.code: language.name for language in LANGUAGES}
    for voice in sorted(list_voices(), key=lambda voice: ([*names].index(voice.language), voice.name)):
        yield _voice_row(voice, names[voice.language], of_voice.get(voice.name, []))


def _voice_row(voice: Voice, language: str, outcomes: list[Outcome]) -> str:
    row = f"| `{voice.name}` | {language} | {voice.gender} | `{sample_path(voice.name)}` |"
    if not outcomes:
        return f"{row} 0 | | | |"
    found = score(outcomes)
    return f"{row} {found.count} | {_share(found.words)} | {_share(found.characters)} | {_share(found.sounds)} |"


def _share(share: float) -> str:
    return "" if math.isnan(share) else f"{100 * share:.1f} %"
