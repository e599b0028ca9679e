# SPDX-License-Identifier: GPL-3.0-or-later
"""Building a person: the base mesh made into somebody, lips and lids fitted, eyes, teeth and hair put in place."""
