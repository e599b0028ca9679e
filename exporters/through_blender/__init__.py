# SPDX-License-Identifier: GPL-3.0-or-later
"""The formats that Blender itself writes: .blend, FBX and glTF."""
