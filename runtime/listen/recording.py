# SPDX-License-Identifier: GPL-3.0-or-later
"""Sound files in: one mono clip from WAV, FLAC, MP3, OGG or AIFF, or a clear reason why not."""

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
import soxr

from ..arrays import Array
from ..errors import InputError, UsageError
from ..limits import RECORDING_BYTES, RECORDING_RATES, RECORDING_SECONDS
from ..speech import Speech
from ..user_file import check_file
from .channels import Choice, choose_channels, speaking
from .containers import describe_container
from .features import SILENT_PEAK, peak
from .sound_file import SoundFile, frames_of, open_sound

HIGHEST_RATE = 48_000
"""Samples a second that are kept: what film and video use."""
LONG_RATE = 24_000
LONG_SECONDS = 1200.0
"""A clip of more than 20 minutes is kept at 24 kHz at most: an hour of it then takes 350 MB instead of 700."""

_FORMATS = "WAV, FLAC, MP3, OGG or AIFF"
_BLOCK = 1 << 18
"""Samples of a channel that are read at once."""
_CUT_OFF = re.compile(r"^\s*(?:data|SSND)\s*:\s*(\d+)\s*\(should be (\d+)\)", re.MULTILINE)
# Programs that write to a pipe leave the largest number that the field holds, since they cannot go back.
_LENGTH_LEFT_OPEN = 0x7FFFF000


@dataclass(frozen=True)
class _Mixed:
    """samples (N,) float32; energy of the mix and of each channel (C,), as sums of squares; levels (M, C): mean squares
    of tenths of a second."""

    samples: Array
    energy: float
    channel_energy: Array
    levels: Array


def read_recording(
    path: Path, start: float | None = None, end: float | None = None, channel: int | None = None
) -> Speech:
    """The sound of ``path`` from ``start`` to ``end`` seconds (None: from its beginning, to its end), mono.

    WAV (8 to 64 bits, float, extensible), FLAC, MP3, OGG and AIFF; 1 to 8 channels; 8 to 192 kHz. The rate is the
    file's own, at most 48 kHz, or 24 kHz for more than 20 minutes. Several channels are averaged, but for those on
    which timecode or noise runs, of 5.1 the centre is taken; or ``channel`` alone, counted from 1. Pure silence is no
    error: it is said in ``warnings``.

    Raises InputError: no such file, longer than two hours, no sound, cut off, empty, samples that are not numbers, 7.1
    channels without ``channel``; UsageError: a section that lies outside the file, a channel that is not there.
    """
    try:
        check_file(path, RECORDING_BYTES, f"Give the path of a {_FORMATS} file")
        with open_sound(path) as file:
            frames = frames_of(path, file)
            _check_header(file, frames, path)
            first, count = _section(frames, file.samplerate, path, start, end)
            rate = _kept_rate(file.samplerate, count / file.samplerate)
            choice = choose_channels(path, file.format, file.channels, channel)
        samples, warnings = _read_mono(path, first, count, rate, choice)
    except (soundfile.LibsndfileError, OSError, TypeError) as error:
        raise _unreadable(path, error) from error
    loudest = peak(samples)
    if loudest > 1.0:
        samples /= loudest
        warnings += (f"{path.name} goes beyond full scale; it was turned down by {20 * np.log10(loudest):.1f} dB",)
    if loudest <= SILENT_PEAK:
        warnings += (f"{path.name} is silent: the face stays still",)
    return Speech(samples, rate, warnings=warnings)


def _check_header(file: SoundFile, frames: int, path: Path) -> None:
    cut = _CUT_OFF.search(file.extra_info)
    if cut and int(cut[2]) < int(cut[1]) < _LENGTH_LEFT_OPEN:
        share = 100 * int(cut[2]) // max(int(cut[1]), 1)
        raise InputError(str(path), f"is cut off: {share} % of the sound that it announces is there", "Copy it again")
    if not RECORDING_RATES[0] <= file.samplerate <= RECORDING_RATES[1]:
        raise InputError(str(path), f"has a sample rate of {file.samplerate} Hz", "Save it with 8 to 192 kHz")
    if frames == 0:
        raise InputError(str(path), "holds no sound (its length is zero)", "Give a recording of someone who speaks")


def _section(frames: int, rate: int, path: Path, start: float | None, end: float | None) -> tuple[int, int]:
    """First sample and number of samples."""
    duration = frames / rate
    begin, finish = start or 0.0, duration if end is None else end
    if not 0.0 <= begin < finish:
        raise UsageError(f"section {begin:g} to {finish:g} s", "does not end after it starts", "Give START below END")
    if begin >= duration or finish > duration + 0.01:
        reason = f"lies outside {path.name}, which lasts {duration:.2f} s"
        raise UsageError(f"section {begin:g} to {finish:g} s", reason, "Give times within the recording")
    if min(finish, duration) - begin > RECORDING_SECONDS:
        hours = RECORDING_SECONDS / 3600
        reason = (
            f"lasts {(min(finish, duration) - begin) / 3600:.1f} hours, more than the {hours:g} that are read at once"
        )
        raise InputError(str(path), reason, "Give a part of it with --start and --end")
    first = round(begin * rate)
    return first, max(1, min(round(finish * rate), frames) - first)


def _kept_rate(rate: int, seconds: float) -> int:
    return min(rate, LONG_RATE if seconds > LONG_SECONDS else HIGHEST_RATE)


def _read_mono(path: Path, first: int, count: int, rate: int, choice: Choice) -> tuple[Array, tuple[str, ...]]:
    """Samples (N,) and warnings. A second reading is needed where the first mix turns out to hold nothing."""
    channels = len(choice.weights)
    mixed = _mix(path, first, count, rate, choice.weights)
    if choice.asked or channels == 1:
        return mixed.samples, ()
    loudest = mixed.channel_energy.max()
    if choice.centre:
        if mixed.energy >= 0.02 * loudest:
            return mixed.samples, (f"{path.name} has {channels} channels; its centre channel was listened to",)
        mixed = _mix(path, first, count, rate, np.full(channels, 1.0 / channels, np.float32))
    heard = speaking(mixed.levels)
    if not heard.all():
        mixed = _mix(path, first, count, rate, (heard / heard.sum()).astype(np.float32))
        runs = f"Timecode, a tone or noise runs on {_numbered(~heard)} of {path.name}"
        return mixed.samples, (f"{runs}; that was left out",)
    if mixed.energy >= 0.05 * loudest:
        warnings = (f"{path.name} has {channels} channels; they were averaged",) if channels > 2 else ()
        return mixed.samples, warnings
    if not loudest:
        return mixed.samples, ()
    # Channels in opposite phase cancel: a balanced pair, or one wired the wrong way round.
    number = int(mixed.channel_energy.argmax())
    mixed = _mix(path, first, count, rate, np.eye(channels, dtype=np.float32)[number])
    return mixed.samples, (f"The channels of {path.name} cancel each other; channel {number + 1} was listened to",)


def _numbered(chosen: Array) -> str:
    numbers = [str(number) for number in np.flatnonzero(chosen) + 1]
    return f"channel {numbers[0]}" if len(numbers) == 1 else f"channels {', '.join(numbers[:-1])} and {numbers[-1]}"


def _mix(path: Path, first: int, count: int, rate: int, weights: Array) -> _Mixed:
    """Read, mix and resample block by block, so that only the mono result is ever whole in memory."""
    with open_sound(path, first) as file:
        return _mixed(file, path, first, count, rate, weights)


def _mixed(file: SoundFile, path: Path, first: int, count: int, rate: int, weights: Array) -> _Mixed:
    resampler = soxr.ResampleStream(file.samplerate, rate, 1, dtype="float32", quality="HQ")
    samples = np.zeros(round(count * rate / file.samplerate), np.float32)
    channel_energy = np.zeros(len(weights))
    levels, tenth = [np.zeros((0, len(weights)))], max(file.samplerate // 10, 1)
    energy, read, written = 0.0, 0, 0
    while read < count:
        block = file.read(min(_BLOCK, count - read), dtype="float32", always_2d=True)
        if len(block) == 0:
            # libsndfile's count for an MP3 without a header is an estimate; a tenth missing is a cut.
            if read < 0.9 * count or file.format != "MP3":
                reason = f"is cut off: {100 * read // count} % of the sound that it announces is there"
                raise InputError(str(path), reason, "Copy it again")
            break
        if not np.isfinite(block).all():
            second = (first + read + int(np.argmin(np.isfinite(block).all(1)))) / file.samplerate
            reason = f"has samples that are not numbers (NaN or infinite), first at {second:.2f} s"
            raise InputError(str(path), reason, "Export it again")
        read += len(block)
        mono = block[:, 0].copy() if len(weights) == 1 else block @ weights
        power = np.square(block, dtype=np.float64)
        channel_energy += power.sum(0)
        levels.append(power[: len(power) // tenth * tenth].reshape(-1, tenth, len(weights)).mean(1))
        energy += float(np.square(mono, dtype=np.float64).sum())
        piece = resampler.resample_chunk(mono, last=read == count) if rate != file.samplerate else mono
        piece = piece[: len(samples) - written]
        samples[written : written + len(piece)] = piece
        written += len(piece)
    return _Mixed(samples if read == count else samples[:written], energy, channel_energy, np.concatenate(levels))


def _unreadable(path: Path, error: Exception) -> InputError:
    """Why libsndfile could not read a file, in the user's words."""
    give = f"Give the path of a {_FORMATS} file"
    reason, hint = "is no sound that can be read", f"Save it as {_FORMATS}"
    if "lost sync" in str(error) or "Internal" in str(error):
        reason, hint = "is damaged or cut off", "Copy it again"
    else:
        try:
            if path.stat().st_size == 0:
                reason, hint = "is empty", give
            else:
                reason, hint = describe_container(path) or (reason, hint)
        except OSError as denied:
            reason, hint = f"cannot be read ({denied.strerror})", "Make the file readable"
    return InputError(str(path), reason, hint)
