# SPDX-License-Identifier: GPL-3.0-or-later
"""The embedded heads: ARKit shapes, the FLAME layout, lips in millimetres, textures."""
