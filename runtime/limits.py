# SPDX-License-Identifier: GPL-3.0-or-later
"""The limits of everything that is read, in one table: what is beyond them is refused before memory is asked for it.

Each says why it is as large as it is. Bytes are those on disk; ``runtime/user_file.py`` holds them for every file.
"""

# Files, in bytes.
TEXT_BYTES = 10_000_000
"""A text, a transcript, a list or a lexicon. A million characters take at most 4 MB in UTF-8, and marks come on top."""

RECORDING_BYTES = 6_000_000_000
"""Two hours of stereo at 96 kHz in 32 bits are 5.5 GB. Recordings are read block by block, so this costs time only."""

PICTURE_BYTES = 500_000_000
"""As large as the largest picture is when nothing of it is compressed."""

TAKE_BYTES = 1_000_000_000
"""Two hours of sound (24 kHz, 24 bits) and motion are 500 MB; phones and words of two hours 50 MB."""

STYLE_BYTES = 64_000_000
"""A style's two networks are 5 MB."""

VOICE_BYTES = 100_000
"""A voice file names 54 voices with a share each: 2 kB."""

CURVES_BYTES = 500_000_000
"""A .csv or .npz of curves. Two hours of Live Link rows at 60 a second are 260 MB."""

CURVES_JSON_BYTES = 100_000_000
CURVES_JSON_VALUES = 6_000_000
"""Curves in one JSON, which is whole in memory, some 100 bytes a value: half an hour of 52 weights at 60 a second."""

CURVES_FRAMES = 500_000
"""Of curves that become a take: more than two hours at 60 a second, 0.25 GB."""

CURVES_COLUMNS = 1000
CURVES_LINE_CHARACTERS = 100_000
"""Of one line of a table of curves: 1,000 columns of 100 digits."""

PHONES_BYTES = 100_000_000
"""A .phones.json. Two hours of phones are 15 MB, indented."""

FLAME_BYTES = 200_000_000
"""A FLAME file, and each of its arrays. 5,023 vertices by 3 by 400 shapes are 48 MB, and 75 MB as Python 3 writes them
for Python 2."""

FLAME_HEAD_BYTES = 40_000_000
"""A head that was made from one: 130 shapes of 5,023 vertices are 8 MB."""

RIG_MAP_BYTES = 2_000_000
"""A NAME.rig.json. 2,000 rows with long names are 0.7 MB."""

PICKLE_STEPS = 200_000
"""Instructions of a FLAME file's pickle. A true one has some hundreds, in Python 2's oldest form some thousands."""

# Archives (.take, .npz, .style), checked in their directory before anything is unpacked.
ARCHIVE_ENTRIES = 1000
"""A take has 3, a style 4, an npz of curves one for each shape."""

ARCHIVE_UNPACKED_BYTES = 2 * TAKE_BYTES
"""All entries together. A take's are stored unpacked; curves and weights hardly become smaller than half."""

# Recordings.
RECORDING_SECONDS = 2 * 3600.0
"""An hour of listening takes 0.76 GB (docs/measured/listening-speed.md), two hours 1.3 GB."""

RECORDING_CHANNELS = 8
"""7.1, the most that a layout of loudspeakers is known for."""

RECORDING_RATES = (4_000, 400_000)
"""Hz, the lowest and the highest."""

# Films.
VIDEO_BYTES = 20_000_000_000
"""Half an hour of 4K at 50 Mbit a second is 11 GB. Films are read picture by picture, so this costs time only."""

VIDEO_SECONDS = 1800.0
"""What is looked at of a film. Half an hour at 60 pictures a second is a track of 0.4 GB."""

# Pictures, by what their header says.
PICTURE_PIXELS = 200_000_000
PICTURE_SIDE = 50_000
"""Pixels: a picture 1 pixel wide and millions high is none of a face."""

PICTURE_DECODED_BYTES = 750_000_000
"""Of a picture while it becomes RGB, copies included, so that all stays below 1.5 GB beside the open models of half a
GB. 150 million grey pixels fit, 93 million coloured ones, 46 million with transparency. A JPEG counts at the scale
that it is decoded at."""

# Syllable tokens.
TOKENS_BYTES = 2_000_000
"""A .syl. Two hours of speech are 0.3 MB."""

# Texts.
TEXT_CHARACTERS = 1_000_000
"""Of one text that is said. Reading it takes minutes, saying it some hours."""

TAKE_CHARACTERS = 60_000
"""Of one text that becomes a take, which is whole in memory: an hour of speech."""

TAKE_SECONDS = 2 * 3600.0
"""Of one take, however slowly its text is said."""

SENTENCE_CHARACTERS = 2_000
"""Of one sentence, or one word, that is read at once, some two minutes of speech. A longer one is read in parts."""

COMBINING_MARKS = 30
"""On one letter; those beyond are left out. The Stream-Safe Text Format's (Unicode Standard Annex 15, section 13)."""

LEXICON_WORD_CHARACTERS = 200
SAID_CHARACTERS = 500
"""Of what is said for one word, in a lexicon or in the text: the voice model takes 510 phonemes at a time."""

LEXICON_ENTRIES = 200_000
"""Some more than English dictionaries of pronunciation have (CMUdict: 135,000)."""

BREAK_SECONDS = 10.0
"""Of one mark."""

BREAKS_SECONDS = 1800.0
"""Of all marks of a text together: silence is as large as speech in memory and in every file."""

MARKS_DEPTH = 50
"""Marks within marks: each word is changed by all that stand around it."""

CONTOUR_PLACES = 1000
"""Of one mark."""

# Scripts.
SCRIPT_BYTES = 50_000_000
"""A table of 100,000 lines in five languages is 40 MB."""

SCRIPT_ROWS = 200_000
"""The largest games have some 200,000 lines."""

SCRIPT_COLUMNS = 500
"""A column for each of all languages that a game is in, and dozens besides, is far below."""

SCRIPT_CELL_CHARACTERS = TAKE_CHARACTERS
"""Of one cell: what becomes one take."""

SCRIPT_VALUES = 5_000_000
"""Of a .json: 200,000 lines of 25 fields."""

SCRIPT_NAME_CHARACTERS = 1000
"""Of an id or a character's name."""

WORKBOOK_ENTRIES = 2000
"""Parts of an .xlsx: some for each sheet and each picture."""

WORKBOOK_UNPACKED_BYTES = 200_000_000
"""All parts together. 100,000 lines in five languages are 80 MB."""

WORKBOOK_CELLS = 5_000_000
"""Of the rectangle that holds a sheet's cells: empty ones take memory too."""

CAST_BYTES = 2_000_000
"""A CAST.toml. A character's entry is some 300 bytes."""

# Takes and what the worker is sent.
SOUND_INDEX_BYTES = 4_000_000
SOUND_INDEX_VALUES = 200_000
"""Of the list of sounds beside a .blend: some 20,000 of them."""
TAKE_JSON_BYTES = 24_000_000
TAKE_JSON_VALUES = 2_000_000
"""Of a take's take.json. Two hours of phones and words are 15 MB with 1.3 million values."""

TAKE_SAMPLES = 200_000_000
"""More than two hours at 24 kHz. They are 800 MB in memory."""

TAKE_RATES = (4_000, 48_000)
"""Hz: recordings are kept at 48 kHz at most."""

TAKE_WARNINGS = 10_000
"""Each is said once, such as of a word that cannot be read: more than anybody reads."""

MOTION_RANGE = 100.0
"""Metres and radians either way. What faces do is below 1 and below 3."""

WORKER_LINE_BYTES = 32_000_000
WORKER_LINE_VALUES = 1_000_000
"""Of one line to or from the worker. A million characters, each escaped, and the largest lexicon are 20 MB."""

MAKEHUMAN_BYTES = 60_000_000
MAKEHUMAN_VERTICES = 300_000
"""Of the text files of something worn on a head. MakeHuman's heaviest hair has 70,000 vertices in 8 MB."""

PERSON_BYTES = 100_000
PERSON_VALUES = 1000
"""Of the file of a person: 27 numbers and a word."""

EDITS_BYTES = 10_000_000
EDITS_VALUES = 1_000_000
EDITS_COUNT = 10_000
"""Of one take: every word of an hour, with what it was said of the text beside."""
