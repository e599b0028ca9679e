# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture that speaks, in German."""

GERMAN_PORTRAIT = {
    "Portrait": "Porträt",
    "Says": "Sagt",
    "What the picture says": "Was das Bild sagt",
    "As Set Above": "Wie oben",
    "The text, recording, film or tokens that are set at the top of the panel": (
        "Der Text, die Aufnahme, der Film oder die Tokens, die oben eingestellt sind"
    ),
    "Chosen Take": "Gewählter Take",
    "What the head's chosen take says, from the frame on which that begins": (
        "Was der gewählte Take des Kopfes sagt, von dem Frame an, auf dem er beginnt"
    ),
    "Which face speaks where the picture shows several, counted from the left; 0 where there is one": (
        "Welches Gesicht spricht, wenn das Bild mehrere zeigt, von links gezählt; 0, wenn es nur eines ist"
    ),
    "Let the Picture Speak": "Bild sprechen lassen",
    "Paint the picture's face speaking, one picture a frame, and put them on a plane with the sound": (
        "Das Gesicht des Bildes sprechend malen, ein Bild je Frame, und auf eine Fläche legen, mit dem Ton"
    ),
    "Choose a picture of a face": "Wähle ein Bild von einem Gesicht",
    "The picture must be yours to use: of yourself, of somebody who has agreed, or of nobody": (
        "Das Bild musst du verwenden dürfen: von dir, von jemandem, der zugestimmt hat, oder von niemandem"
    ),
    "Painting the pictures": "Malt die Bilder",
    "Save the file elsewhere": "Speichere die Datei anderswo",
    "Free some space there, or save the file elsewhere": "Schaffe dort Platz oder speichere die Datei anderswo",
    "PNG, JPEG, WebP, ...: a face from the front, which is yours to use": (
        "PNG, JPEG, WebP, ...: ein Gesicht von vorn, das du verwenden darfst"
    ),
    "Size": "Größe",
    "Of the film's longer side": "Der längeren Seite der Bilder",
    "Whole Picture": "Ganzes Bild",
    "Show all of the picture, and not head and shoulders alone": (
        "Das ganze Bild zeigen und nicht nur Kopf und Schultern"
    ),
    "Transparency": "Transparenz",
    "Keep the transparency of a picture that is cut out (WebM and PNG)": (
        "Die Transparenz eines freigestellten Bildes behalten (WebM und PNG)"
    ),
    "Head's Turn": "Drehung des Kopfes",
    "Share of the head's turn that is shown": "Wie viel von der Drehung des Kopfes gezeigt wird",
}
