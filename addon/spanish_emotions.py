# SPDX-License-Identifier: GPL-3.0-or-later
"""Spanish of what is said of curves of emotion: English text of the code -> Spanish."""

SPANISH_EMOTIONS = {
    "How much of this emotion the face shows besides; the voice stays": (
        "Cuánto muestra la cara además de esta emoción; la voz queda"
    ),
    "Add Emotion": "Añadir emoción",
    "Move the chosen take once more with one emotion besides, so that a slider sets how much is seen": (
        "Mover la toma elegida otra vez con una emoción más, para que un control diga cuánto se ve"
    ),
    "Which one; it begins at 0": "Cuál; empieza en 0",
    "{emotion} {strength:.2f} at {at}": "{emotion} {strength:.2f} en {at}",
    "Show more or less of the emotion, or another one, while this word is said": (
        "Mostrar más o menos de la emoción, u otra, mientras se dice esta palabra"
    ),
    "All that was asked for, or one alone": "Todo lo pedido, o una sola",
    "As Asked For": "Como se pidió",
    "How much of it the face shows; the voice stays": "Cuánto muestra la cara de ella; la voz queda",
    "Of all that was asked for times as much, up to 2; of one emotion up to 1": (
        "De todo lo pedido, tantas veces, hasta 2; de una emoción, hasta 1"
    ),
    "How many words it lasts": "Cuántas palabras dura",
}
