# SPDX-License-Identifier: GPL-3.0-or-later
"""German of what is said of edits: English text of the code -> German."""

from .german_emotions import GERMAN_EMOTIONS

GERMAN_EDITS = {
    **GERMAN_EMOTIONS,
    "Edits": "Änderungen",
    "Edit": "Änderung",
    "Choose Word": "Wort wählen",
    "Edit this word, or this phone of it": "Dieses Wort ändern, oder diesen Laut darin",
    "Word at the Playhead": "Wort am Abspielkopf",
    "Edit the word that is said at the current frame": "Das Wort ändern, das im aktuellen Frame gesagt wird",
    "Words on the Timeline": "Wörter in der Zeitleiste",
    "Draw words and phones in timelines and dope sheets: click one, or drag an edge of it": (
        "Wörter und Laute in Zeitleisten und Dope Sheets zeigen: einen anklicken oder eine Grenze ziehen"
    ),
    "Drag Edge": "Grenze ziehen",
    "Drag an edge of a word or phone, or click one to edit it": (
        "Die Grenze eines Wortes oder Lautes ziehen, oder eines anklicken, um es zu ändern"
    ),
    "Move Edge": "Grenze verschieben",
    "Let the word, or the phone, begin or end earlier or later; what lies beside it gives way": (
        "Das Wort oder den Laut früher oder später beginnen oder enden lassen; was daneben liegt, weicht"
    ),
    "Edge": "Grenze",
    "Start": "Anfang",
    "End": "Ende",
    "{edge} {seconds:.3f} s": "{edge} {seconds:.3f} s",
    "Milliseconds": "Millisekunden",
    "Above 0 later, below 0 earlier. A voice's own durations go in steps of 25 ms": (
        "Über 0 später, unter 0 früher. Die Stimme dauert in Schritten von 25 ms"
    ),
    "Frames": "Frames",
    "Added to the milliseconds": "Kommt zu den Millisekunden hinzu",
    "Retype": "Anders sagen",
    "Say another word here, or another phone. Phones of a word go between slashes": (
        "Hier ein anderes Wort oder einen anderen Laut sagen. Laute eines Wortes stehen zwischen Schrägstrichen"
    ),
    "Say": "Sagen",
    "Other words, IPA between slashes, or of a phone one phone in IPA": (
        "Andere Wörter, IPA zwischen Schrägstrichen, oder bei einem Laut ein Laut in IPA"
    ),
    "Split": "Teilen",
    "Make two words of this one, or two phones of a phone": "Aus dem Wort zwei machen, oder aus einem Laut zwei",
    "First": "Erstes",
    "The first word, or a phone in IPA": "Das erste Wort, oder ein Laut in IPA",
    "Second": "Zweites",
    "The second word, or a phone in IPA": "Das zweite Wort, oder ein Laut in IPA",
    "Share of the First": "Anteil des ersten",
    "Of its time in a recording; a voice takes its own time": (
        "An seiner Zeit in einer Aufnahme; eine Stimme nimmt sich ihre eigene"
    ),
    "Stress": "Betonen",
    "Say the word with more weight, or with less": "Das Wort mit mehr oder mit weniger Gewicht sagen",
    "Strong": "Stark",
    "Much longer, higher and louder": "Viel länger, höher und lauter",
    "Moderate": "Mäßig",
    "Longer, higher and louder": "Länger, höher und lauter",
    "Less": "Weniger",
    "Shorter, lower and quieter": "Kürzer, tiefer und leiser",
    "Lips": "Lippen",
    "Let the lips meet at this phone whatever it is, or stay apart": (
        "Die Lippen bei diesem Laut schließen lassen, welcher er auch ist, oder offen lassen"
    ),
    "Closed": "Geschlossen",
    "Close Lips": "Lippen schließen",
    "Part Lips": "Lippen öffnen",
    "Hold a Shape": "Form halten",
    "Hold one shape of the face from this word on": "Eine Form des Gesichts ab diesem Wort halten",
    "Shape": "Form",
    "One of ARKit's shapes": "Eine der Formen von ARKit",
    "Amount": "Stärke",
    "Words": "Wörter",
    "How many words it is held for": "Wie viele Wörter lang sie gehalten wird",
    "Insert Pause": "Pause einfügen",
    "Silence after the word. A recording keeps its own pauses": (
        "Stille nach dem Wort. Eine Aufnahme behält ihre eigenen Pausen"
    ),
    "Seconds": "Sekunden",
    "Pause": "Pause",
    "Hold": "Halten",
    "No Blink": "Kein Lidschlag",
    "Keep the eyes open while this word is said": "Die Augen offen halten, während dieses Wort gesagt wird",
    "Remove Edit": "Änderung zurücknehmen",
    "Take this edit back; Regenerate makes the take without it": (
        "Diese Änderung zurücknehmen; Neu erzeugen macht den Take ohne sie"
    ),
    "Remove All Edits": "Alle Änderungen zurücknehmen",
    "Take all edits of this take back; Regenerate makes it without them": (
        "Alle Änderungen dieses Takes zurücknehmen; Neu erzeugen macht ihn ohne sie"
    ),
    "Remove all edits": "Nimm alle Änderungen zurück",
    "there is no such edit": "diese Änderung gibt es nicht",
    "Look at the list again": "Sieh noch einmal in die Liste",
    "its edits were damaged": "seine Änderungen sind beschädigt",
    "Duplicate it, and edit that one": "Verdopple ihn und ändere das Doppel",
    "Regenerate": "Neu erzeugen",
    "Make the chosen take once more, with its edits. Those whose word is gone are named": (
        "Den gewählten Take noch einmal machen, mit seinen Änderungen. Die, deren Wort fehlt, werden genannt"
    ),
    "With These Settings": "Mit diesen Einstellungen",
    "With the panel's text, voice, emotion and motion in the place of the take's own": (
        "Mit Text, Stimme, Gefühl und Bewegung des Panels anstelle derer des Takes"
    ),
    "There are edits that this take was not made with: regenerate it": (
        "Mit einigen Änderungen wurde dieser Take noch nicht gemacht: erzeuge ihn neu"
    ),
    "Choose another take": "Wähle einen anderen Take",
    "Choose one of the word's phones first": "Wähle erst einen Laut des Wortes",
    "it says no words": "sie sagt keine Wörter",
    "Choose Text or Recording": "Wähle Text oder Aufnahme",
    "Load Edits": "Änderungen laden",
    "Take the edits of a file for this take, in the place of its own": (
        "Die Änderungen einer Datei für diesen Take nehmen, anstelle seiner eigenen"
    ),
    "Edits without a word in this take: {count}": "Änderungen ohne Wort in diesem Take: {count}",
    "Save Edits": "Änderungen sichern",
    "Save this take's edits as a file for the shell, for a table of lines, or for another take": (
        "Die Änderungen dieses Takes als Datei für die Shell, für eine Tabelle oder für einen anderen Take sichern"
    ),
    "This take has no words: give a recording its transcript, and generate it again": (
        "Dieser Take hat keine Wörter: gib einer Aufnahme ihren Wortlaut und erzeuge ihn noch einmal"
    ),
    "Start of {at} by {ms:+.0f} ms": "Anfang von {at} um {ms:+.0f} ms",
    "End of {at} by {ms:+.0f} ms": "Ende von {at} um {ms:+.0f} ms",
    "{at} is now {to}": "{at} ist nun {to}",
    "{at} in two: {first}, {second}": "{at} in zwei: {first}, {second}",
    "{at} strongly stressed": "{at} stark betont",
    "{at} stressed": "{at} betont",
    "{at} less stressed": "{at} weniger betont",
    "Lips closed at {at}": "Lippen zu bei {at}",
    "Lips apart at {at}": "Lippen auf bei {at}",
    "{shape} at {amount:.2f}, {at}": "{shape} auf {amount:.2f}, {at}",
    "Pause of {seconds:.2f} s after {at}": "Pause von {seconds:.2f} s nach {at}",
    "No blink at {at}": "Kein Lidschlag bei {at}",
    "How far it is held": "Wie weit sie gehalten wird",
    "Which end of it moves": "Welches Ende sich bewegt",
    "Whether the lips must meet there": "Ob sich die Lippen dort treffen müssen",
    "How long nothing is said": "Wie lange nichts gesagt wird",
    "How much weight it has": "Wie viel Gewicht es hat",
    "What of the rig moves it": "Was am Rig es bewegt",
    "What the head speaks or moves to": "Was der Kopf spricht oder wozu er sich bewegt",
    "What becomes of what the head said before": "Was aus dem wird, was der Kopf vorher gesagt hat",
}
