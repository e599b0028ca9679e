# SPDX-License-Identifier: GPL-3.0-or-later
"""What a take is made from, in Spanish."""

SPANISH_SOURCE = {
    "Source": "Origen",
    "Recording": "Grabación",
    "Speak a text with one of the voices": "Dice un texto con una de las voces",
    "Move the face to a recording": "Mueve la cara según una grabación",
    "Type what the head should say": "Escribir qué debe decir la cabeza",
    "Choose a recording": "Elegir una grabación",
    "there is nothing to say": "no hay nada que decir",
    "Looking at the face": "Mirando la cara",
    "Listening": "Escuchando",
    "Video": "Video",
    "Face": "Cara",
    "Move the face like one on a film": "Mueve la cara como una de una película",
    "A film of one face that talks": "Una película de una cara que habla",
    "Choose a film": "Elegir una película",
    "Which face to follow where the film shows several, counted from the left; 0 where there is one": (
        "Qué cara seguir cuando la película muestra varias, contadas desde la izquierda; 0 cuando hay una"
    ),
    "Tokens": "Tokens",
    "Say a performance of syllable tokens (.syl), with any voice": (
        "Dice una interpretación de tokens de sílabas (.syl), con cualquier voz"
    ),
    "Choose a file of tokens": "Elegir un archivo de tokens",
    "A performance as syllable tokens": "Una interpretación como tokens de sílabas",
    "Choose Tokens": "Elegir tokens",
    "Choose a performance of syllable tokens, which the head says with the voice below": (
        "Elige una interpretación de tokens de sílabas, que la cabeza dice con la voz de abajo"
    ),
    "Save as Tokens (.syl)": "Guardar como tokens (.syl)",
    "Save what the chosen take says as syllable tokens, a few bytes each, for any voice and head": (
        "Guarda lo que dice la toma elegida como tokens de sílabas, de pocos bytes, para cualquier voz y cabeza"
    ),
    "Saved as {name}, {size} bytes": "Guardada como {name}, {size} bytes",
    "This take was made of tokens, which are changed themselves: its words are not edited here": (
        "Esta toma se hizo de tokens, que se cambian ellos mismos: sus palabras no se editan aquí"
    ),
    "Idle": "Reposo",
    "Keep the face alive without a word, as a loop": "Mantiene viva la cara sin una palabra, como un ciclo",
    "Give seconds": "Indicar segundos",
    "How long the face idles; it ends as it begins, so that it loops": (
        "Cuánto tiempo reposa la cara; termina como comienza, para poder repetirse"
    ),
    "Looking at the film": "Mirando la película",
    "Record": "Grabar",
    "Record yourself with the microphone; when you stop, the head moves to it": (
        "Graba con el micrófono; al detenerse, la cabeza se mueve según la grabación"
    ),
    "It is recording already": "Ya se está grabando",
    "Stop and Animate": "Detener y animar",
    "End the recording, keep it as a file and move the head to it": (
        "Termina la grabación, la conserva como archivo y mueve la cabeza según ella"
    ),
    "Drop Recording": "Descartar grabación",
    "End the recording; nothing is kept": "Termina la grabación; no se conserva nada",
    "Stopped; nothing was kept": "Detenida; no se conservó nada",
    "Recorded as {name}; its scene is gone": "Grabada como {name}; su escena ya no existe",
    "Add Line": "Agregar línea",
    "Another line of the text, below this one": "Otra línea del texto, debajo de esta",
    "Remove Line": "Quitar línea",
    "Take this line out of the text": "Quita esta línea del texto",
    "There is no such line": "No existe esa línea",
    "Paste": "Pegar",
    "Say what was copied elsewhere, in as many lines as it has": (
        "Dice lo que se copió en otra parte, con todas sus líneas"
    ),
    "Nothing was copied": "No se copió nada",
    "What was copied is too long": "Lo que se copió es demasiado largo",
    "Text Editor": "Editor de texto",
    "Edit the text in Blender's text editor, as a text block of this file that the head says": (
        "Edita el texto en el editor de texto de Blender, como un bloque de texto de este archivo que dice la cabeza"
    ),
    "{count} more lines: edit them in the text editor": "{count} líneas más: editarlas en el editor de texto",
    "Further lines: {count}": "Otras líneas: {count}",
}
