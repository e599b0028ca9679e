# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture of a face becomes a voice that fits it."""
