# SPDX-License-Identifier: GPL-3.0-or-later
"""Spanish of what is said of scripts: English text of the code -> Spanish."""

SPANISH_SCRIPT = {
    "Choose another head in the cast: object = ...": "Elegir otra cabeza en el reparto: object = ...",
    "{name} lies in the same place and counts as one character with it": (
        "{name} está en el mismo lugar y cuenta como un solo personaje con ella"
    ),
    "Move one of the two aside, or into another collection": ("Mover una de las dos a un lado, o a otra colección"),
    "a strip of it is open in the NLA editor": "una tira suya está abierta en el editor ANL",
    "Leave tweak mode there (Tab)": "Salir allí del modo de edición (Tab)",
    "heads are to be added, which needs Object Mode": "hay que agregar cabezas, lo que requiere el Modo Objeto",
    "would be said while {name} still says {other}": "se diría mientras {name} dice todavía {other}",
    "Give it a later start or a gap, or another head": "Darle un inicio posterior o una pausa, u otra cabeza",
    "Script": "Guion",
    "Speak Script": "Decir guion",
    "Script File": "Archivo del guion",
    "Cast File": "Archivo del reparto",
    "Remove Lines That Left": "Quitar líneas que ya no están",
    "Line {number} of {count}": "Línea {number} de {count}",
    "Row {number}": "Fila {number}",
    "Let each character's head say its lines, one after the other; lines that are there already and unchanged stay": (
        "Hace que la cabeza de cada personaje diga sus líneas, una tras otra; las que ya están y no cambiaron "
        "permanecen"
    ),
    "The script: NAME: what is said, a line each, or a table whose first row names its columns": (
        "El guion: NOMBRE: lo que se dice, una línea cada vez, o una tabla cuya primera fila nombra sus columnas"
    ),
    "The script: .txt, .csv, .tsv, .fountain, .json or .jsonl": "El guion: .txt, .csv, .tsv, .fountain, .json o .jsonl",
    "Who speaks with which voice and which head (CAST.toml); empty: everybody gets a voice": (
        "Quién habla con qué voz y qué cabeza (CAST.toml); vacío: todos reciben una voz"
    ),
    "Of a script in several languages: fr, en-us, ...": "De un guion en varios idiomas: fr, en-us, ...",
    "Where the script begins": "Dónde comienza el guion",
    "Take lines out of the scene that an earlier run has put there and the script has no more": (
        "Quita de la escena las líneas que una ejecución anterior puso allí y que el guion ya no tiene"
    ),
    "Choose a script: a text block or a file": "Elegir un guion: un bloque de texto o un archivo",
    "Choose a text block or a file": "Elegir un bloque de texto o un archivo",
    "Lines that are made already are not made again": "Las líneas que ya están hechas no se hacen de nuevo",
    "another one is shown than when its script was begun; nothing was written": (
        "se muestra otra que cuando comenzó su guion; no se escribió nada"
    ),
    "Show it again, and speak the script anew": "Mostrarla de nuevo, y decir el guion otra vez",
    "Lines made: {made}, kept: {kept}": "Líneas hechas: {made}, conservadas: {kept}",
    "Moved to another time: {count}": "Movidas a otro momento: {count}",
    "Left the script and stay: {count}": "Fuera del guion y conservadas: {count}",
    "Could not be made: {count}": "No se pudieron hacer: {count}",
    "Idle Between Lines": "Reposo entre líneas",
    "Keep the heads alive where they say nothing for 2 seconds or longer: breath, blinks, gaze": (
        "Mantiene vivas las cabezas donde no dicen nada durante 2 segundos o más: respiración, parpadeos, mirada"
    ),
}
