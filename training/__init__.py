# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that needs torch: data, networks, their training, export and evaluation. Not in the extension.

Widths, rates, batches, steps and seeds that say nothing else beside them were chosen by hand.
"""
