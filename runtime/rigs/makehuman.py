# SPDX-License-Identifier: GPL-3.0-or-later
"""MakeHuman and MPFB: the 22 Microsoft visemes of the pack Visemes 01.

Its packs Faceunits 01 (ARKit) and Visemes 02 (Oculus) have names that are known already. Source of the names, which are
their phones in Microsoft's alphabet: makehumancommunity/mpfb2, MICROSOFT_VISEMES. sil_00 is the neutral face.
"""

from .mouths import Mouth, mouth_of
from .visemes import Visemes, naming_of

_MOUTHS = {
    "sil_00": Mouth(contact="rest"),
    "aa_ah_ax_01": mouth_of("æ ʌ ə"),
    "aa_02": mouth_of("ɑ"),
    "ao_03": mouth_of("ɔ"),
    "ey_eh_uh_04": mouth_of("ɛ ʊ"),
    "er_05": mouth_of("ɚ"),
    "y_iy_ih_ix_06": mouth_of("i ɪ j"),
    "w_uw_07": mouth_of("w u"),
    "ow_08": mouth_of("o"),
    "aw_09": mouth_of("a ʊ"),
    "oy_10": mouth_of("ɔ ɪ"),
    "ay_11": mouth_of("a ɪ"),
    "h_12": mouth_of("h"),
    "r_13": mouth_of("ɹ"),
    "l_14": mouth_of("l"),
    "s_z_15": mouth_of("s z"),
    "sh_ch_jh_zh_16": mouth_of("ʃ tʃ dʒ ʒ"),
    "th_dh_17": mouth_of("θ ð"),
    "f_v_18": Mouth(contact="teeth"),
    "d_t_n_19": mouth_of("d t n"),
    "k_g_ng_20": mouth_of("k ɡ ŋ"),
    "p_b_m_21": Mouth(contact="lips"),
}

MICROSOFT = naming_of(
    Visemes(
        title="Microsoft visemes of MakeHuman",
        source="makehumancommunity/mpfb2, MICROSOFT_VISEMES",
        mouths=_MOUTHS,
        # Azure Speech, and what is made for it, numbers them.
        spellings={name: (f"viseme_{number}", f"viseme{number}") for number, name in enumerate(_MOUTHS)},
        enough=10,
        surely=("aa_02", "p_b_m_21"),
    )
)
