# SPDX-License-Identifier: GPL-3.0-or-later
"""Which of the face mesh's 478 points are what of a face; "right" and "left" are the person's own.

The outlines of lips, lids, irises and face, and the brows, are MediaPipe's (FACEMESH_LIPS and its neighbours in
``mediapipe.python.solutions.face_mesh_connections`` of the wheel mediapipe 0.10.14; a test compares). The rings between
and beyond the lips, the folds and the single points were read off its triangles (FACEMESH_TESSELATION).
"""

OUTER_LIPS = (61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185)
INNER_LIPS = (78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 415, 310, 311, 312, 13, 82, 81, 80, 191)
"""From the right corner along the lower lip to the left one, and back along the upper."""
LOWER_INNER, UPPER_INNER = INNER_LIPS[1:10], INNER_LIPS[:10:-1]
"""Without the corners, both from right to left."""
UPPER_RINGS = (
    UPPER_INNER,
    (183, 42, 41, 38, 12, 268, 271, 272, 407),
    (184, 74, 73, 72, 11, 302, 303, 304, 408),
    OUTER_LIPS[:10:-1],
    (186, 92, 165, 167, 164, 393, 391, 322, 410),
)
LOWER_RINGS = (
    LOWER_INNER,
    (96, 89, 179, 86, 15, 316, 403, 319, 325),
    (77, 90, 180, 85, 16, 315, 404, 320, 307),
    OUTER_LIPS[1:10],
    (43, 106, 182, 83, 18, 313, 406, 335, 273),
)
"""From a lip's inner edge over its outer one to the skin beside it, each as ``LOWER_INNER``."""
UPPER_LIP, LOWER_LIP = 13, 14
"""Middles of the lips' inner edges."""
MOUTH_CORNERS = (61, 291)

LIDS = (
    (33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246),
    (263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466),
)
"""Edges of the right eye's lids and of the left one's, from the outer corner along the lower lid."""
LID_MIDDLES = ((159, 145), (386, 374))
"""Of the upper and of the lower lid's edge; the right eye's first."""
EYE_CORNERS = (33, 263)
"""The outer ones."""
BETWEEN_EYES = (33, 133, 263, 362, 168, 6)
"""The eyes' corners and the root of the nose, whose middle brows are measured from."""
IRISES = ((468, 469, 470, 471, 472), (473, 474, 475, 476, 477))
"""The right one's middle and four points of its edge, a quarter of a turn apart; the left one's."""
BROWS = (46, 52, 53, 55, 63, 65, 66, 70, 105, 107, 276, 282, 283, 285, 293, 295, 296, 300, 334, 336)
BROW_MIDDLES = (105, 334)
"""Of their upper edges."""

NOSE_BASE, CHIN = 2, 152
"""Where the nose meets the upper lip, and the lowest point of the face."""
NOSE_EDGE = (98, 97, 2, 326, 327)
FOLDS = ((129, 203, 206, 216), (358, 423, 426, 436))
"""From the wings of the nose to the mouth's corners."""
CHIN_MIDDLE = (199, 200, 175, 152)
CHEEKS = (50, 280, 205, 425)
"""Bare skin below the eyes and beside the nose, right and left in turn."""
JAW_CORNERS = (172, 397)
FACE_SIDES = (234, 454)
"""Before the ears."""
OVAL = (
    *(10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152),
    *(148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109),
)
"""The face's edge, from the forehead's middle over the left ear."""
JAW_EDGE = OVAL[9:28]
"""From below the left ear to below the right one."""
RIGID = (
    *(1, 2, 4, 5, 6, 10, 19, 33, 133, 168, 195, 197, 263, 362, 94, 234, 454, 127, 356, 162, 389, 21, 251, 103, 332),
    *(67, 297, 109, 338, 54, 284),
)
"""Ridge of the nose, corners of the eyes, forehead, temples: they move little against the skull, so the pose is theirs.
Chosen by hand."""
