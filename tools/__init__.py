# SPDX-License-Identifier: GPL-3.0-or-later
"""What builds the house's parts: weights, heads, releases, and the test of a real Blender window."""
