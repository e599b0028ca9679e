# SPDX-License-Identifier: GPL-3.0-or-later
"""What the page of a take is made of (through_blender/web_page.py): the page, its player and three.js.

``three.min.js`` is three.js 0.187.0 (MIT, three_LICENSE.txt), what the player uses of it: tools/release/pack_three.py
makes it of the package that tests/foreign pins.
"""
