# SPDX-License-Identifier: GPL-3.0-or-later
"""What the networks learn from: the recipe, speech that our voices make, captured faces, and batches of them."""
