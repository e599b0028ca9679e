# SPDX-License-Identifier: GPL-3.0-or-later
"""Names as USD has them."""

from pxr import Tf


def prim_name(name: str) -> str:
    """Letters, digits and underscores, a letter first, as every version and program reads them."""
    return str(Tf.MakeValidIdentifier(name))
