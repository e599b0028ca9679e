# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that needs torch: data, networks, their training, export and evaluation. Not in the extension."""
