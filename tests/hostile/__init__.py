# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile inputs of every kind, generated, and the rule that each must be answered by."""
