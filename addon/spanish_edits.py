# SPDX-License-Identifier: GPL-3.0-or-later
"""Spanish of what is said of edits: English text of the code -> Spanish."""

from .spanish_emotions import SPANISH_EMOTIONS

SPANISH_EDITS = {
    **SPANISH_EMOTIONS,
    "Edits": "Ediciones",
    "Edit": "Editar",
    "Choose Word": "Elegir palabra",
    "Edit this word, or this phone of it": "Edita esta palabra, o este fonema de ella",
    "Word at the Playhead": "Palabra en el cursor de reproducción",
    "Edit the word that is said at the current frame": "Edita la palabra que se dice en el fotograma actual",
    "Words on the Timeline": "Palabras en la línea de tiempo",
    "Draw words and phones in timelines and dope sheets: click one, or drag an edge of it": (
        "Dibuja palabras y fonemas en las líneas de tiempo y planillas de tiempos: clic en uno para elegirlo, o "
        "arrastrar uno de sus bordes"
    ),
    "Drag Edge": "Arrastrar borde",
    "Drag an edge of a word or phone, or click one to edit it": (
        "Arrastra un borde de una palabra o un fonema; un clic en uno lo elige para editarlo"
    ),
    "Move Edge": "Mover borde",
    "Let the word, or the phone, begin or end earlier or later; what lies beside it gives way": (
        "Hace que la palabra, o el fonema, comience o termine antes o después; lo que está a su lado cede"
    ),
    "Edge": "Borde",
    "Start": "Inicio",
    "End": "Fin",
    "{edge} {seconds:.3f} s": "{edge} {seconds:.3f} s",
    "Milliseconds": "Milisegundos",
    "Above 0 later, below 0 earlier. A voice's own durations go in steps of 25 ms": (
        "Mayor que 0 más tarde, menor que 0 más temprano. Las duraciones propias de una voz avanzan en pasos de 25 ms"
    ),
    "Frames": "Fotogramas",
    "Added to the milliseconds": "Se suman a los milisegundos",
    "Retype": "Reescribir",
    "Say another word here, or another phone. Phones of a word go between slashes": (
        "Dice aquí otra palabra, u otro fonema. Los fonemas de una palabra van entre barras"
    ),
    "Say": "Decir",
    "Other words, IPA between slashes, or of a phone one phone in IPA": (
        "Otras palabras, AFI entre barras o, para un fonema, otro fonema en AFI"
    ),
    "Split": "Dividir",
    "Make two words of this one, or two phones of a phone": "Hace de esta palabra dos palabras, o de un fonema dos",
    "First": "Primera",
    "The first word, or a phone in IPA": "La primera palabra, o un fonema en AFI",
    "Second": "Segunda",
    "The second word, or a phone in IPA": "La segunda palabra, o un fonema en AFI",
    "Share of the First": "Parte de la primera",
    "Of its time in a recording; a voice takes its own time": (
        "De su tiempo en una grabación; una voz toma su propio tiempo"
    ),
    "Stress": "Acento",
    "Say the word with more weight, or with less": "Dice la palabra con más peso, o con menos",
    "Strong": "Fuerte",
    "Much longer, higher and louder": "Mucho más larga, aguda y fuerte",
    "Moderate": "Moderado",
    "Longer, higher and louder": "Más larga, aguda y fuerte",
    "Less": "Menos",
    "Shorter, lower and quieter": "Más corta, grave y suave",
    "Lips": "Labios",
    "Let the lips meet at this phone whatever it is, or stay apart": (
        "Hace que los labios se junten en este fonema, sea cual sea, o que queden separados"
    ),
    "Closed": "Cerrados",
    "Close Lips": "Cerrar labios",
    "Part Lips": "Separar labios",
    "Hold a Shape": "Mantener forma",
    "Hold one shape of the face from this word on": "Mantiene una forma de la cara desde esta palabra",
    "Shape": "Forma",
    "One of ARKit's shapes": "Una de las formas de ARKit",
    "Amount": "Cantidad",
    "Words": "Palabras",
    "How many words it is held for": "Durante cuántas palabras se mantiene",
    "Insert Pause": "Insertar pausa",
    "Silence after the word. A recording keeps its own pauses": (
        "Silencio después de la palabra. Una grabación conserva sus propias pausas"
    ),
    "Seconds": "Segundos",
    "Pause": "Pausa",
    "Hold": "Mantener",
    "No Blink": "Sin parpadeo",
    "Keep the eyes open while this word is said": "Mantiene los ojos abiertos mientras se dice esta palabra",
    "Remove Edit": "Quitar edición",
    "Take this edit back; Regenerate makes the take without it": (
        "Deshace esta edición; Regenerar hace la toma sin ella"
    ),
    "Remove All Edits": "Quitar todas las ediciones",
    "Take all edits of this take back; Regenerate makes it without them": (
        "Deshace todas las ediciones de esta toma; Regenerar la hace sin ellas"
    ),
    "Remove all edits": "Quitar todas las ediciones",
    "there is no such edit": "no existe esa edición",
    "Look at the list again": "Mirar de nuevo la lista",
    "its edits were damaged": "sus ediciones están dañadas",
    "Duplicate it, and edit that one": "Duplicarla y editar la copia",
    "Regenerate": "Regenerar",
    "Make the chosen take once more, with its edits. Those whose word is gone are named": (
        "Hace de nuevo la toma elegida, con sus ediciones. Se nombran aquellas cuya palabra ya no está"
    ),
    "With These Settings": "Con estos ajustes",
    "With the panel's text, voice, emotion and motion in the place of the take's own": (
        "Con el texto, la voz, la emoción y el movimiento del panel en lugar de los propios de la toma"
    ),
    "There are edits that this take was not made with: regenerate it": (
        "Hay ediciones con las que esta toma no se hizo: regenerarla"
    ),
    "Choose another take": "Elegir otra toma",
    "Choose one of the word's phones first": "Elegir primero uno de los fonemas de la palabra",
    "it says no words": "no dice palabras",
    "Choose Text or Recording": "Elegir Texto o Grabación",
    "Load Edits": "Cargar ediciones",
    "Take the edits of a file for this take, in the place of its own": (
        "Toma las ediciones de un archivo para esta toma, en lugar de las propias"
    ),
    "Edits without a word in this take: {count}": "Ediciones sin palabra en esta toma: {count}",
    "Save Edits": "Guardar ediciones",
    "Save this take's edits as a file for the shell, for a table of lines, or for another take": (
        "Guarda las ediciones de esta toma como archivo para la consola, para una tabla de líneas o para otra toma"
    ),
    "This take has no words: give a recording its transcript, and generate it again": (
        "Esta toma no tiene palabras: dar a la grabación su transcripción y generarla de nuevo"
    ),
    "Start of {at} by {ms:+.0f} ms": "Inicio de {at}, {ms:+.0f} ms",
    "End of {at} by {ms:+.0f} ms": "Fin de {at}, {ms:+.0f} ms",
    "{at} is now {to}": "{at} es ahora {to}",
    "{at} in two: {first}, {second}": "{at} dividida: {first}, {second}",
    "{at} strongly stressed": "{at} muy acentuada",
    "{at} stressed": "{at} acentuada",
    "{at} less stressed": "{at} menos acentuada",
    "Lips closed at {at}": "Labios cerrados en {at}",
    "Lips apart at {at}": "Labios separados en {at}",
    "{shape} at {amount:.2f}, {at}": "{shape} a {amount:.2f}, {at}",
    "Pause of {seconds:.2f} s after {at}": "Pausa de {seconds:.2f} s después de {at}",
    "No blink at {at}": "Sin parpadeo en {at}",
    "How far it is held": "Cuánto se mantiene",
    "Which end of it moves": "Cuál de sus extremos se mueve",
    "Whether the lips must meet there": "Si los labios deben juntarse allí",
    "How long nothing is said": "Cuánto tiempo no se dice nada",
    "How much weight it has": "Cuánto peso tiene",
    "What of the rig moves it": "Qué parte del personaje lo mueve",
    "What the head speaks or moves to": "Qué dice la cabeza, o con qué se mueve",
    "What becomes of what the head said before": "Qué ocurre con lo que la cabeza decía antes",
}
