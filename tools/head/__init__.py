# SPDX-License-Identifier: GPL-3.0-or-later
"""Bakes the embedded heads from CC0 data: shape, topology, blendshapes, teeth, hair and textures."""
