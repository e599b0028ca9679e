# SPDX-License-Identifier: GPL-3.0-or-later
"""Which of a file's channels speaks: the one that was asked for, the centre of surround sound, or all of them but those
on which timecode, a tone or noise runs."""

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..arrays import Array
from ..errors import InputError, UsageError
from ..limits import RECORDING_CHANNELS

# The bits of dwChannelMask of WAVE_FORMAT_EXTENSIBLE; channels lie in the order of the bits.
_CENTRE_BIT, _LOW_FREQUENCY_BIT = 0x4, 0x8
_EXTENSIBLE = 0xFFFE
_CENTRE_OF_5_1 = {"FLAC": 2, "OGG": 1, "WAV": 2, "WAVEX": 2}
"""RFC 9639, section 9.1.3; Vorbis I, section 4.3.9; and what six channels without a mask are taken for."""
_STEADY, _LIVELY = 6.0, 14.0
"""dB between the 10th and the 95th percentile of a channel's tenths of a second: of what runs on less than the one, of
speech more than the other. Measured: timecode, hum and white noise have 0.3 at most, coloured noises 0.5 to 5.2, 68
recordings of people 17.8 and more."""
_HEARD = 20.0
"""dB below the loud parts of the channel that speaks at which another's noise is still heard. Chosen by hand."""


@dataclass(frozen=True)
class Choice:
    """weights (C,): the share of each channel; centre: they are the centre channel of surround sound alone; asked: the
    user chose."""

    weights: Array
    centre: bool = False
    asked: bool = False


def choose_channels(path: Path, kind: str, channels: int, channel: int | None) -> Choice:
    """What to listen to in ``path``, of libsndfile's format ``kind``.

    channel: counted from 1, None to choose: mono to eight channels are averaged, of 5.1 the centre is taken, where
    films keep the dialogue. Raises UsageError (no such channel) and InputError: more than eight channels, or 7.1
    surround sound, whose dialogue is spread over too many kinds of channels to guess.
    """
    if channel is not None:
        if not 1 <= channel <= channels:
            reason = f"is not there: {path.name} has {channels}"
            raise UsageError(f"channel {channel}", reason, f"Give a channel from 1 to {channels}")
        return Choice(np.eye(channels, dtype=np.float32)[channel - 1], asked=True)
    if channels > RECORDING_CHANNELS:
        hint = "Say which channel speaks (--channel N), or export it as a mono file"
        raise InputError(str(path), f"has {channels} channels, more than {RECORDING_CHANNELS}", hint)
    centre = _centre(path, kind, channels)
    if centre is not None and channels == 8:
        hint = f"Say which channel speaks (--channel {centre + 1} is the centre), or export it as a mono file"
        raise InputError(str(path), "is 7.1 surround sound, and who speaks may be in any of its channels", hint)
    if centre is not None:
        return Choice(np.eye(channels, dtype=np.float32)[centre], centre=True)
    return Choice(np.full(channels, 1.0 / channels, np.float32))


def speaking(levels: Array) -> Array:
    """(C,) bool: the channels that are listened to where several would be averaged. All of them, unless one of them
    speaks: then those not that run on all the time nearly as loud, as timecode does.

    levels (N, C): mean square of each tenth of a second.
    """
    if not len(levels):
        return np.ones(levels.shape[1], bool)
    quiet, loud = np.percentile(10.0 * np.log10(levels + 1e-12), (10.0, 95.0), axis=0)
    lively = loud - quiet > _LIVELY
    if not lively.any():
        return np.ones(len(loud), bool)
    disturbing: Array = (loud - quiet < _STEADY) & (loud > loud[lively].max() - _HEARD)
    return ~disturbing


def _centre(path: Path, kind: str, channels: int) -> int | None:
    """Which channel (from 0) is the centre of 5.1 or 7.1; None where the channels are no surround sound."""
    if channels not in (6, 8):
        return None
    mask = _speaker_mask(path)
    if mask is not None:
        surround = mask & _CENTRE_BIT and mask & _LOW_FREQUENCY_BIT and mask.bit_count() == channels
        return (mask & (_CENTRE_BIT - 1)).bit_count() if surround else None
    if channels == 8:
        # Eight channels of FLAC and Ogg are 7.1 by their formats; of a plain WAV or AIFF nobody knows.
        return {"FLAC": 2, "OGG": 1}.get(kind)
    return _CENTRE_OF_5_1.get(kind)


def _speaker_mask(path: Path) -> int | None:
    """dwChannelMask of a WAV file with an extensible header; None where there is none."""
    with path.open("rb") as file:
        head = file.read(4096)
    place = head.find(b"fmt ")
    if head[:4] not in (b"RIFF", b"RF64") or place < 0 or len(head) < place + 32:
        return None
    (tag,) = struct.unpack_from("<H", head, place + 8)
    return int(struct.unpack_from("<I", head, place + 28)[0]) if tag == _EXTENSIBLE else None
