# SPDX-License-Identifier: GPL-3.0-or-later
"""Spanish of who a head is: English text of the code -> Spanish."""

SPANISH_PERSON = {
    "Person": "Persona",
    "Set Person": "Definir persona",
    "Identity": "Identidad",
    "Own": "Propia",
    "Make the head into another person, in its place; its keys and its speech stay": (
        "Convierte la cabeza en otra persona, en su lugar; sus claves y su habla permanecen"
    ),
    "Somebody in one line, as in woman=0.8,age=55; before the name": (
        "Alguien en una línea, como woman=0.8,age=55; vale más que el nombre"
    ),
    "Somebody Else": "Otra persona",
    "Make the head into somebody by chance": "Convierte la cabeza en alguien al azar",
    "Copy Person": "Copiar persona",
    "Put who the head is into the clipboard, in one line, as --head takes it": (
        "Pone en el portapapeles quién es la cabeza, en una línea, como la acepta --head"
    ),
    "Choose a head of Add Head": "Elegir una cabeza de Agregar cabeza",
    "Only heads of Add Head can become somebody else": (
        "Solo las cabezas de Agregar cabeza pueden convertirse en otra persona"
    ),
    "Choose a person, and sliders appear here": "Al elegir una persona aparecen aquí deslizadores",
    "is no head of ours, or has other vertices than it was made with": (
        "no es una cabeza nuestra, o tiene otros vértices que aquellos con que se hizo"
    ),
    "Choose a head of Add Head whose mesh was not edited": (
        "Elegir una cabeza de Agregar cabeza cuya malla no se haya editado"
    ),
    "Woman": "Mujer",
    "0 a man, 1 a woman, and between": "0 un hombre, 1 una mujer, y lo que hay entre ambos",
    "Age": "Edad",
    "In years": "En años",
    "African": "Africana",
    "Share of African ancestry": "Parte de ascendencia africana",
    "Asian": "Asiática",
    "Share of Asian ancestry": "Parte de ascendencia asiática",
    "European": "Europea",
    "Share of European ancestry; by default what the others leave": (
        "Parte de ascendencia europea; de forma predefinida, lo que dejan las otras"
    ),
    "Weight": "Peso",
    "0 thin, 0.5 average, 1 heavy": "0 delgada, 0.5 media, 1 corpulenta",
    "Muscle": "Músculo",
    "0 slack, 0.5 average, 1 strong": "0 fláccida, 0.5 media, 1 fuerte",
    "Face Width": "Ancho de la cara",
    "Narrow to broad": "De estrecha a ancha",
    "Forehead": "Frente",
    "Low to high": "De baja a alta",
    "Brow Height": "Altura de las cejas",
    "Eye Size": "Tamaño de los ojos",
    "Small to large": "De pequeños a grandes",
    "Eye Distance": "Distancia entre los ojos",
    "Close to far apart": "De juntos a separados",
    "Eye Tilt": "Inclinación de los ojos",
    "Outer corners down to up": "Ángulos externos de abajo a arriba",
    "Nose Width": "Ancho de la nariz",
    "Nose Length": "Largo de la nariz",
    "Short to long": "De corta a larga",
    "Nose Bridge": "Puente de la nariz",
    "Hollow to humped": "De hundido a abultado",
    "Cheekbones": "Pómulos",
    "Flat to marked": "De planos a marcados",
    "Cheeks": "Mejillas",
    "Hollow to full": "De hundidas a llenas",
    "Mouth Width": "Ancho de la boca",
    "Narrow to wide": "De estrecha a amplia",
    "Lips": "Labios",
    "Thin to full": "De finos a llenos",
    "Jaw Width": "Ancho de la mandíbula",
    "Chin Height": "Altura del mentón",
    "Chin Forward": "Avance del mentón",
    "Receding to jutting": "De retraído a saliente",
    "Ear Size": "Tamaño de las orejas",
    "Ears Out": "Separación de las orejas",
    "Close to the head to standing out": "De pegadas a la cabeza a salientes",
    "Neck Width": "Ancho del cuello",
    "Slender to broad": "De esbelto a ancho",
    "Hair": "Pelo",
    "How the hair lies": "Cómo cae el pelo",
    "Fitting": "El que corresponde",
    "Of the preset that the person is most like": "El de la persona predefinida más parecida",
    "Bob": "Melena corta",
    "Long": "Largo",
    "Short Bob": "Melena muy corta",
    "Crop": "Muy corto",
    "Swept Up": "Peinado hacia arriba",
    "Curls": "Rizos",
    "Shorn": "Rapado",
}
