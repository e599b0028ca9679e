# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes what is released: the extension's zips, the manual as HTML, the pictures of the documentation."""
