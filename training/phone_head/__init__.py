# SPDX-License-Identifier: GPL-3.0-or-later
"""The phone head: which phone each 20 ms frame is, from the content encoder's hidden layers."""
