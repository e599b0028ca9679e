# SPDX-License-Identifier: GPL-3.0-or-later
"""A photograph speaks: points of a take on its own face, the picture warped to them, its mouth repainted."""
