# SPDX-License-Identifier: GPL-3.0-or-later
"""A script, in any of the forms that studios keep one in, becomes lines, and its cast gives each a voice and a face."""
