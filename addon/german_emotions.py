# SPDX-License-Identifier: GPL-3.0-or-later
"""German of what is said of curves of emotion: English text of the code -> German."""

GERMAN_EMOTIONS = {
    "How much of this emotion the face shows besides; the voice stays": (
        "Wie viel das Gesicht von diesem Gefühl dazu zeigt; die Stimme bleibt"
    ),
    "Add Emotion": "Gefühl hinzufügen",
    "Move the chosen take once more with one emotion besides, so that a slider sets how much is seen": (
        "Den gewählten Take noch einmal mit einem Gefühl dazu bewegen, damit ein Regler bestimmt, wie viel man sieht"
    ),
    "Which one; it begins at 0": "Welches; es beginnt bei 0",
    "{emotion} {strength:.2f} at {at}": "{emotion} {strength:.2f} bei {at}",
    "Show more or less of the emotion, or another one, while this word is said": (
        "Mehr oder weniger vom Gefühl zeigen, oder ein anderes, während dieses Wort gesagt wird"
    ),
    "All that was asked for, or one alone": "Alles, was verlangt war, oder eines allein",
    "As Asked For": "Wie verlangt",
    "How much of it the face shows; the voice stays": "Wie viel das Gesicht davon zeigt; die Stimme bleibt",
    "Of all that was asked for times as much, up to 2; of one emotion up to 1": (
        "Von allem Verlangten so vielmal, bis 2; von einem Gefühl bis 1"
    ),
    "How many words it lasts": "Wie viele Wörter es dauert",
}
