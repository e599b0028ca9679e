# SPDX-License-Identifier: GPL-3.0-or-later
"""USD, by Pixar's own library: a head as a UsdSkel character, and the animation that moves it."""
