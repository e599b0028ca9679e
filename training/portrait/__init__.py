# SPDX-License-Identifier: GPL-3.0-or-later
"""Trains what repaints the mouth of a photograph (``runtime/portrait``)."""
