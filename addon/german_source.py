# SPDX-License-Identifier: GPL-3.0-or-later
"""What a take is made from, in German."""

GERMAN_SOURCE = {
    "Source": "Quelle",
    "Recording": "Aufnahme",
    "Speak a text with one of the voices": "Einen Text mit einer der Stimmen sprechen",
    "Move the face to a recording": "Das Gesicht zu einer Aufnahme bewegen",
    "Type what the head should say": "Schreibe, was der Kopf sagen soll",
    "Choose a recording": "Wähle eine Aufnahme",
    "there is nothing to say": "enthält nichts, was man sagen könnte",
    "Looking at the face": "Gesicht ansehen",
    "Listening": "Hört zu",
    "Text": "Text",
    "Video": "Film",
    "Face": "Gesicht",
    "Move the face like one on a film": "Das Gesicht wie eines auf einem Film bewegen",
    "A film of one face that talks": "Ein Film von einem Gesicht, das spricht",
    "Choose a film": "Wähle einen Film",
    "Which face to follow where the film shows several, counted from the left; 0 where there is one": (
        "Welchem Gesicht zu folgen ist, wenn der Film mehrere zeigt, von links gezählt; 0, wenn es nur eines ist"
    ),
    "Idle": "Ruhe",
    "Keep the face alive without a word, as a loop": "Das Gesicht ohne ein Wort lebendig halten, als Schleife",
    "Give seconds": "Gib Sekunden an",
    "Seconds": "Sekunden",
    "How long the face idles; it ends as it begins, so that it loops": (
        "Wie lange das Gesicht ruht; es endet, wie es beginnt, und lässt sich so wiederholen"
    ),
    "Looking at the film": "Sieht den Film an",
}
