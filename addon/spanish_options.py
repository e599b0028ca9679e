# SPDX-License-Identifier: GPL-3.0-or-later
"""Spanish of what is said of options, voices and steps: English text of the code -> Spanish."""

SPANISH_OPTIONS = {
    "What the head says": "Qué dice la cabeza",
    "Say this text block of the file instead: for text of any length, in several lines": (
        "Dice este bloque de texto del archivo en su lugar: para textos de cualquier longitud, en varias líneas"
    ),
    "The voice; empty for the default voice of the preferences": (
        "La voz; vacío para la voz predefinida de las preferencias"
    ),
    "A voice to mix in; empty for none": "Una voz para mezclar; vacío para ninguna",
    "Share": "Parte",
    "How much of the second voice": "Cuánto de la segunda voz",
    "How fast it is said": "Con qué rapidez se dice",
    "A sound file with one voice": "Un archivo de sonido con una voz",
    "Transcript": "Transcripción",
    "What is said in the recording, if you know it: the lips get better": (
        "Qué se dice en la grabación, si se sabe: los labios mejoran"
    ),
    "Language": "Idioma",
    "Of what is said; without a transcript it is heard": "De lo que se dice; sin transcripción se reconoce",
    "Hear the Words": "Oír las palabras",
    "Without a transcript, write down what is said and let the lips follow it": (
        "Sin transcripción, escribir lo que se dice y hacer que los labios lo sigan"
    ),
    "Lexicon": "Léxico",
    "A text file with your own pronunciations, a word a line: Soliloquy = /səˈlɪləkwi/": (
        "Un archivo de texto con pronunciaciones propias, una palabra por línea: Soliloquy = /səˈlɪləkwi/"
    ),
    "Motion": "Movimiento",
    "Another seed, another performance of face and head; the voice and its timing stay": (
        "Otra semilla, otra interpretación de cara y cabeza; la voz y sus tiempos permanecen"
    ),
    "Frame at which the sound begins": "Fotograma en el que comienza el sonido",
    "What is to speak: the embedded head, or any mesh or armature of a character with a face": (
        "Qué debe hablar: la cabeza incluida, o cualquier malla o esqueleto de un personaje con cara"
    ),
    "Rules": "Reglas",
    "From the phonemes, by rules: the surest lips, and the fastest": (
        "A partir de los fonemas, por reglas: los labios más seguros, y lo más rápido"
    ),
    "Learned": "Aprendido",
    "By networks trained on captured faces; the lips still close where they must": (
        "Por redes entrenadas con caras capturadas; los labios se cierran igualmente donde deben"
    ),
    "The head's earlier speech is removed, its keyframes and its sound": (
        "El habla anterior de la cabeza se quita, sus claves y su sonido"
    ),
    "Earlier speech stays, but for lines that the new one meets": (
        "El habla anterior permanece, salvo las líneas con las que la nueva coincide"
    ),
    "What is said in it, if you know": "Qué se dice en ella, si se sabe",
    "None": "Ninguno",
    "{name} is linked from another file. Make a library override of it, its mesh too": (
        "{name} está vinculada de otro archivo. Hacer una redefinición de biblioteca de ella, también de su malla"
    ),
    "Make the sound and the face's keyframes": "Hace el sonido y las claves de la cara",
    "Stop making speech; nothing is written (Esc)": "Deja de hacer el habla; no se escribe nada (Esc)",
    "Add a head that is ready to speak, at the 3D cursor or beside what is there": (
        "Agrega una cabeza lista para hablar, en el cursor 3D o junto a lo que hay"
    ),
    "Open the manual page that came with the extension": "Abre la página del manual que vino con la extensión",
    "Name of an object": "Nombre de un objeto",
    "Identity": "Identidad",
    "Style": "Estilo",
    "Say Emoji": "Decir emojis",
    "Say the names of emoji in the text, which are otherwise left out": (
        "Dice los nombres de los emojis del texto, que si no se omiten"
    ),
    "Guidance": "Guía",
    "How far speech and emotion are followed: 1 as in the faces learned from, 2 the most marked": (
        "Cuánto se sigue el habla y la emoción: 1 como en las caras de las que se aprendió, 2 lo más marcado"
    ),
    "Solver Steps": "Pasos del método",
    "Of the learned motion: fewer are faster, more are a little surer": (
        "Del movimiento aprendido: menos son más rápidos, más son algo más seguros"
    ),
    "Whose mouth the learned motion has: plain, capture, or one of your own styles": (
        "De quién es la boca del movimiento aprendido: plain, capture, o uno de los estilos propios"
    ),
    "Styles Folder": "Carpeta de estilos",
    "Where your own styles lie, files called NAME.style.npz that `soliloquy train` wrote": (
        "Dónde están los estilos propios, archivos llamados NOMBRE.style.npz que `soliloquy train` escribió"
    ),
    "Device": "Dispositivo",
    "What the learned motion's networks run on; a device that is not there is an error": (
        "En qué se ejecutan las redes del movimiento aprendido; un dispositivo que no existe es un error"
    ),
    "CPU": "CPU",
    "CUDA": "CUDA",
    "DirectML": "DirectML",
    "CoreML": "CoreML",
    "Starting": "Iniciando",
    "Making the voice": "Haciendo la voz",
    "Moving the face": "Moviendo la cara",
    "Play Speech": "Reproducir habla",
    "Play from where the head begins to speak, face and sound in time; again to stop": (
        "Reproduce desde donde la cabeza comienza a hablar, cara y sonido a tiempo; otra vez para detener"
    ),
    "It has not been made to speak yet": "Todavía no se la ha hecho hablar",
    "Mix with a Second Voice": "Mezclar con una segunda voz",
    "The worker process is not running": "El proceso auxiliar no se está ejecutando",
    "Worker process {number}": "Proceso auxiliar {number}",
    "Worker process {number}, {memory:.0f} MB when idle": "Proceso auxiliar {number}, {memory:.0f} MB en reposo",
    "it has no mesh with shape keys": "no tiene malla con formas clave",
    "Choose a head that has ARKit shape keys": "Elegir una cabeza que tenga formas clave de ARKit",
    "its shape keys are of no rig that is known (it has {some} ...)": (
        "sus formas clave no son de ningún personaje conocido (tiene {some} ...)"
    ),
    "Name them as ARKit or a set of visemes does, say in the panel Mapping what they show, or use Add Head": (
        "Nombrarlas como ARKit o un conjunto de visemas, decir en el panel Correspondencias qué muestran, o usar "
        "Agregar cabeza"
    ),
    "this build of Blender has no sound": "esta versión de Blender no tiene sonido",
    "Use another build, or leave it out": "Usar otra versión, u omitirlo",
    "Blender cannot read it as a sound": "Blender no puede leerlo como sonido",
    "Give a WAV file": "Dar un archivo WAV",
    "female": "femenina",
    "male": "masculina",
    "American English": "inglés americano",
    "British English": "inglés británico",
    "Spanish": "español",
    "French": "francés",
    "Hindi": "hindi",
    "Italian": "italiano",
    "Brazilian Portuguese": "portugués brasileño",
    "Japanese": "japonés",
    "Mandarin": "mandarín",
    "Picture": "Imagen",
    "Speed": "Velocidad",
    "Pitch": "Tono",
    "Pitch Range": "Rango de tono",
    "How far the melody goes: 0 is a monotone": "Cuánto varía la melodía: 0 es un solo tono",
    "Energy": "Energía",
    "Manner": "Modo",
    "How the whole text is said": "Cómo se dice todo el texto",
    "Normal": "Normal",
    "Shout": "Grito",
    "Whisper": "Susurro",
    "Heard in the Voice": "Se oye en la voz",
    "Semitones higher or lower than the voice speaks by itself": (
        "Semitonos más agudo o más grave de lo que la voz habla por sí misma"
    ),
    "Decibels louder or quieter": "Decibelios más fuerte o más suave",
    "As the voice speaks by itself": "Como la voz habla por sí misma",
    "Higher, louder and brighter": "Más aguda, fuerte y brillante",
    "Breath alone, without a pitch": "Solo aliento, sin tono",
    "Let the emotion change melody, pace and loudness of the voice too, not the face alone": (
        "Hace que la emoción cambie también la melodía, el ritmo y el volumen de la voz, no solo la cara"
    ),
    "Seed": "Semilla",
    "What moves the face": "Qué mueve la cara",
    "Blink Rate": "Frecuencia de parpadeo",
    "How often the eyes blink: 1 as people do, 0 never": (
        "Con qué frecuencia parpadean los ojos: 1 como las personas, 0 nunca"
    ),
    "Start Frame": "Fotograma inicial",
    "Happy": "Alegría",
    "Angry": "Enfado",
    "Sad": "Tristeza",
    "Afraid": "Miedo",
    "Disgusted": "Asco",
    "Melancholic": "Melancolía",
    "Surprised": "Sorpresa",
    "Calm": "Calma",
    "Text": "Texto",
    "Smile, raised cheeks, quick head": "Sonrisa, mejillas levantadas, cabeza ágil",
    "Lowered brows, pressed lips, hard head accents": "Cejas bajas, labios apretados, golpes de cabeza",
    "Raised inner brows, lowered corners and gaze": "Cejas internas levantadas, comisuras y mirada bajas",
    "Wide eyes, raised brows, stretched lips": "Ojos abiertos, cejas levantadas, labios estirados",
    "Wrinkled nose, raised upper lip": "Nariz arrugada, labio superior levantado",
    "Quiet sadness, slow, turned inward": "Tristeza callada, lenta, hacia adentro",
    "Raised brows, wide eyes": "Cejas levantadas, ojos abiertos",
    "Small, slow movements": "Movimientos pequeños y lentos",
}
