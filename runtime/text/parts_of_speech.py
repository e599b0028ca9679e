# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts of speech from the words around, as far as English spelling needs them: "I will read" and "I have read".

The dictionary asks only for words with several readings, so a few closed classes and their neighbours are
enough; tags are those of the Penn Treebank (Marcus et al. 1993).
"""

import itertools
import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# fmt: off
_DETERMINERS = _words(
    "a an the this these those every each another any some no my your his its our their whose both either "
    "neither which what"
)
_PREPOSITIONS = _words(
    "of in on at by for with from into about as than upon over under between among through during without within "
    "against toward towards before after behind beyond near per via despite above below across along around"
)
_PRONOUNS = _words(
    "i you we they who"
)
_THIRD_PERSONS = _words(
    "he she it that this everyone everybody nobody someone somebody"
)
_OBJECTS = _words(
    "me him us them it you her myself yourself himself herself itself themselves"
)
_BARE_VERB_BEFORE = _words(
    "to will would shall should can could may might must do does did don't doesn't didn't won't wouldn't can't cannot "
    "couldn't shouldn't let's please i'll you'll he'll she'll we'll they'll it'll helps help let never"
)
_PERFECT = _words(
    "have has had having haven't hasn't hadn't i've you've we've they've who've"
)
_BE = _words(
    "is are was were be been being am isn't aren't wasn't weren't i'm you're he's she's it's we're they're"
)
_ADVERBS = _words(
    "not never always often just only also still ever even really very too so again already soon now"
)
_ADJECTIVES = _words(
    "new old good bad big small great little long short high low own first last next fresh clean clear own same "
    "other many few several more most such local public world daily full whole early late right wrong"
)
_PAST_CUES = _words(
    "yesterday ago was were had did said told went came took saw got made knew thought found gave sat felt left "
    "stood heard wrote kept began bought brought ran once then earlier finally"
)
_PLURALS = _words("people children men women police both all some many most few others")
_HABITS = _words(
    "every each always usually often sometimes never rarely daily weekly when whenever if"
)
_PARTICLES = _words(
    "up down around through in out back away off into on over"
)

_PLACES = _words("here there in on at with by near alone together forever above below among abroad")
# Neighbours that decide the reading of "minute", "lead" and "bass".
_MINUTE_THINGS = _words(
    "detail details amount amounts quantity quantities difference differences"
)
_LEAD_THINGS = _words(
    "pipe pipes paint poisoning pencil pencils bullet bullets weight weights shot mine mines ingot ingots solder"
)
_BASS_THINGS = _words(
    "guitar player drum line clef voice notes singer section"
)
# A bend of the body and the front of a ship; else it is tied or drawn.
_BOWING = _words("take takes took taking final deep low slight ship's boat's")
# fmt: on


_REACH = 6  # words that are looked back over, adverbs passed by


def tags(words: list[str]) -> list[str]:
    """A Penn tag for each word of a sentence; "NN" where it does not matter."""
    lowered = [word.lower() for word in words]
    past = bool(_PAST_CUES & set(lowered)) or any(
        first == "last" and second in {"night", "week", "month", "year", "time"}
        for first, second in itertools.pairwise(lowered)
    )
    return [_tag(lowered, index, past) for index in range(len(words))]


def metal_lead(words: list[str], index: int) -> bool:
    """Whether "lead" is the metal here."""
    following = words[index + 1].lower() if index + 1 < len(words) else ""
    if words[index] == "Lead" and index == 0 and following in {"is", "was", "melts", "poisons"}:
        return True
    return following in _LEAD_THINGS or [word.lower() for word in words[max(0, index - 2) : index]] == ["made", "of"]


def _tag(words: list[str], index: int, past: bool) -> str:  # noqa: PLR0911 (a return a rule)
    word = words[index]
    following = words[index + 1] if index + 1 < len(words) else ""
    nearest = reversed(words[max(0, index - _REACH) : index])
    before = next((w for w in nearest if w not in _ADVERBS and not w.endswith("ly")), "")
    if (
        word == "bow"
        and before in {"a", "the", "his", "her", "their"}
        and set(words[max(0, index - 2) : index]) & _BOWING
    ):
        return "VB"
    if word == "tear" and {"eye", "eyes", "cheek", "face"} & set(words):
        return "NN"
    special = _by_neighbour(word, before, following)
    if special:
        return special
    if before in _PERFECT or (before in _BE and word in {"read", "wound", "reread"}):
        return "VBN"
    if before in _BARE_VERB_BEFORE:
        return "VB"
    if word in {"read", "reread"}:
        return _tag_of_read(words, index, before, past)
    if before in _BE:
        return "JJ"
    if before in _PRONOUNS or before in _THIRD_PERSONS - {"this", "that"}:
        return "VBP"
    if before in _DETERMINERS or before in _ADJECTIVES or before in _PREPOSITIONS:
        return "NN"
    return _open_class_tag(word, before, following)


def _tag_of_read(words: list[str], index: int, before: str, past: bool) -> str:
    """Present and past are written alike."""
    following = words[index + 1] if index + 1 < len(words) else ""
    earlier = words[index - 2] if index > 1 else ""
    if before in _PRONOUNS | _THIRD_PERSONS and earlier in _BARE_VERB_BEFORE:
        return "VB"  # Did you read it?
    if before in _PRONOUNS | _THIRD_PERSONS and earlier in _PERFECT:
        return "VBN"
    if not before or before in _DETERMINERS | _ADJECTIVES | _PREPOSITIONS:
        return "VBP_PRESENT"
    if past or before in {"he", "she", "it"}:
        return "VBD"
    if _HABITS & set(words):
        return "VBP_PRESENT"
    # Once and of one thing: "I read it." Whoever means a habit says how often.
    once = before in _PRONOUNS and following in _DETERMINERS | _OBJECTS | {"about"}
    # "The sign read": of one in the present it would be "reads".
    one = before not in _PRONOUNS | _PLURALS | {"and", "or", "then", "but"} and not before.endswith("s")
    return "VBD" if once or one else "VBP_PRESENT"


def _open_class_tag(word: str, before: str, following: str) -> str:
    """Nothing tells before the word: a verb has an object after it, at the start or after a plural subject."""
    object_follows = following in _DETERMINERS or following in _OBJECTS
    if not before or before in {"and", "or", "then"}:
        return "VB" if object_follows else "NN"
    if object_follows and re.search(r"[^s]s$", word) and before.isalpha():
        return "VBZ"  # The law permits it.
    plural = re.search(r"[^s]s$", before) is not None or before in {"people", "children", "men", "women"}
    if plural and (object_follows or following in _PREPOSITIONS or following in _PARTICLES | _ADVERBS):
        return "VBP"
    return "NN"


def _by_neighbour(word: str, before: str, following: str) -> str:  # noqa: PLR0911 (a return a word)
    if word == "that":
        pronoun = following in _DETERMINERS | _PRONOUNS | _THIRD_PERSONS | _BE
        return "IN" if pronoun or not following or not before else "DT"
    if word == "minute" and (following in _MINUTE_THINGS or before in {"very", "most", "how"}):
        return "JJ"
    if word == "bass" and (
        following in _BASS_THINGS or before in {"double", "play", "plays", "played", "playing", "the"}
    ):
        return "JJ"
    if word in {"invalid", "deliberate"} and before in _DETERMINERS and following not in {"", "of", "in", "to"}:
        return "JJ"
    if word == "live" and following in _PLACES and before not in _BE | _DETERMINERS:
        return "VB"
    if word == "wound" and following in _PARTICLES:
        return "VBD"
    if word == "dove" and following in _PARTICLES:
        return "VB"
    if word in {"bowed", "bowing"} or (word == "bow" and (before in _BOWING or following == "to")):
        return "VB"
    if word == "tear" and before == "a" and following == "in":
        return "VB"
    if word == "used" and following == "to" and before not in _BE | {"be"}:
        return "VBD"
    if word == "close" and before in _DETERMINERS and following and following not in _PREPOSITIONS | _PARTICLES:
        return "JJ"
    if word == "close" and (
        before in {"too", "so", "very", "come", "comes", "came", "get", "stay"} or following == "to"
    ):
        return "JJ"
    return ""
