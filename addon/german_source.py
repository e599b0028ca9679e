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
    "Tokens": "Tokens",
    "Say a performance of syllable tokens (.syl), with any voice": (
        "Eine Darbietung aus Silben-Tokens (.syl) mit beliebiger Stimme sprechen"
    ),
    "Choose a file of tokens": "Wähle eine Datei mit Tokens",
    "A performance as syllable tokens": "Eine Darbietung als Silben-Tokens",
    "Choose Tokens": "Tokens wählen",
    "Choose a performance of syllable tokens, which the head says with the voice below": (
        "Eine Darbietung aus Silben-Tokens wählen, die der Kopf mit der Stimme darunter spricht"
    ),
    "Save as Tokens (.syl)": "Als Tokens speichern (.syl)",
    "Save what the chosen take says as syllable tokens, a few bytes each, for any voice and head": (
        "Was der gewählte Take sagt, als Silben-Tokens von wenigen Bytes speichern, für jede Stimme und jeden Kopf"
    ),
    "Saved as {name}, {size} bytes": "Gespeichert als {name}, {size} Bytes",
    "This take was made of tokens, which are changed themselves: its words are not edited here": (
        "Dieser Take wurde aus Tokens gemacht, die selbst geändert werden: Seine Wörter bearbeitet man nicht hier"
    ),
    "Idle": "Ruhe",
    "Keep the face alive without a word, as a loop": "Das Gesicht ohne ein Wort lebendig halten, als Schleife",
    "Give seconds": "Gib Sekunden an",
    "How long the face idles; it ends as it begins, so that it loops": (
        "Wie lange das Gesicht ruht; es endet, wie es beginnt, und lässt sich so wiederholen"
    ),
    "Looking at the film": "Sieht den Film an",
    "Record": "Aufnehmen",
    "Record yourself with the microphone; when you stop, the head moves to it": (
        "Nimm dich mit dem Mikrofon auf; wenn du anhältst, bewegt sich der Kopf dazu"
    ),
    "It is recording already": "Es wird schon aufgenommen",
    "Stop and Animate": "Anhalten und animieren",
    "End the recording, keep it as a file and move the head to it": (
        "Die Aufnahme beenden, als Datei behalten und den Kopf dazu bewegen"
    ),
    "Drop Recording": "Aufnahme verwerfen",
    "End the recording; nothing is kept": "Die Aufnahme beenden; nichts bleibt",
    "Stopped; nothing was kept": "Angehalten; nichts wurde behalten",
    "Recorded as {name}; its scene is gone": "Aufgenommen als {name}; die Szene ist fort",
    "Add Line": "Zeile hinzufügen",
    "Another line of the text, below this one": "Noch eine Zeile des Textes, unter dieser",
    "Remove Line": "Zeile entfernen",
    "Take this line out of the text": "Diese Zeile aus dem Text nehmen",
    "There is no such line": "Diese Zeile gibt es nicht",
    "Paste": "Einfügen",
    "Say what was copied elsewhere, in as many lines as it has": (
        "Sprechen, was anderswo kopiert wurde, mit allen seinen Zeilen"
    ),
    "Nothing was copied": "Nichts wurde kopiert",
    "What was copied is too long": "Was kopiert wurde, ist zu lang",
    "Text Editor": "Texteditor",
    "Edit the text in Blender's text editor, as a text block of this file that the head says": (
        "Den Text in Blenders Texteditor bearbeiten, als Textblock dieser Datei, den der Kopf spricht"
    ),
    "{count} more lines: edit them in the text editor": "{count} weitere Zeilen: im Texteditor bearbeiten",
    "Further lines: {count}": "Weitere Zeilen: {count}",
}
