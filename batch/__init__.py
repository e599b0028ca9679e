# SPDX-License-Identifier: GPL-3.0-or-later
"""A script becomes a thousand performances: what is to be made, by how many processes, and a ledger of what was."""
