# SPDX-License-Identifier: GPL-3.0-or-later
"""Trained networks become the weights that ship: ONNX graphs, their entries in models.toml, styles."""
