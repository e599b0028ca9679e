# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture that speaks, in Spanish."""

SPANISH_PORTRAIT = {
    "Portrait": "Retrato",
    "Says": "Dice",
    "What the picture says": "Lo que dice la imagen",
    "As Set Above": "Lo de arriba",
    "The text, recording, film or tokens that are set at the top of the panel": (
        "El texto, la grabación, la película o los tokens que están puestos arriba en el panel"
    ),
    "Chosen Take": "Toma elegida",
    "What the head's chosen take says, from the frame on which that begins": (
        "Lo que dice la toma elegida de la cabeza, desde el fotograma en que empieza"
    ),
    "Which face speaks where the picture shows several, counted from the left; 0 where there is one": (
        "Qué cara habla si la imagen muestra varias, contadas desde la izquierda; 0 si hay una"
    ),
    "Let the Picture Speak": "Hacer hablar la imagen",
    "Paint the picture's face speaking, one picture a frame, and put them on a plane with the sound": (
        "Pinta la cara de la imagen hablando, una imagen por fotograma, y las pone en un plano con el sonido"
    ),
    "Choose a picture of a face": "Elige una imagen de una cara",
    "The picture must be yours to use: of yourself, of somebody who has agreed, or of nobody": (
        "Debes tener derecho a usar la imagen: tuya, de alguien que está de acuerdo o de nadie"
    ),
    "Painting the pictures": "Pintando las imágenes",
    "Save the file elsewhere": "Guarda el archivo en otro sitio",
    "Free some space there, or save the file elsewhere": "Libera espacio allí o guarda el archivo en otro sitio",
    "PNG, JPEG, WebP, ...: a face from the front, which is yours to use": (
        "PNG, JPEG, WebP, ...: una cara de frente que tienes derecho a usar"
    ),
    "Size": "Tamaño",
    "Of the film's longer side": "Del lado más largo de las imágenes",
    "Whole Picture": "Imagen entera",
    "Show all of the picture, and not head and shoulders alone": "Mostrar toda la imagen y no solo cabeza y hombros",
    "Transparency": "Transparencia",
    "Keep the transparency of a picture that is cut out (WebM and PNG)": (
        "Conservar la transparencia de una imagen recortada (WebM y PNG)"
    ),
    "Head's Turn": "Giro de la cabeza",
    "Share of the head's turn that is shown": "Cuánto del giro de la cabeza se muestra",
}
