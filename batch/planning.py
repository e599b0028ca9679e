# SPDX-License-Identifier: GPL-3.0-or-later
"""What is to be made of a script: a task for each line that can be made, and a reason for each that cannot."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..runtime.counted import counted
from ..runtime.errors import InputError, SetupError, SoliloquyError
from ..runtime.requests import BatchRequest
from ..runtime.requests.kinds import between_commas
from ..runtime.safe_names import NO_NAMES, safe_names
from ..runtime.script.cast import Cast, known_as, read_cast
from ..runtime.script.casting import Chosen, chosen_voices, language_of
from ..runtime.script.choice import Choice
from ..runtime.script.line import BadRow, Line, Script
from ..runtime.script.reading import read_script
from ..runtime.text.meant_languages import meant_language
from ..runtime.voice.voices import list_voices
from .asking import Asked, read_files_anew, task_of
from .task import Task

_SHOWN = 8


@dataclass(frozen=True)
class Plan:
    """tasks: what this run is to make. bad: rows and lines of it that cannot be made. keys: of every line of the whole
    script, those of other shards and characters too. chosen: voices for characters that the cast does not give one.
    notes: what is worth knowing. unknown: columns that we do not know. reads: files that must not be replaced.
    unread: names of the files of rows that cannot be read; "" is one of them where such a row names no id."""

    tasks: tuple[Task, ...]
    bad: tuple[BadRow, ...]
    keys: frozenset[str]
    chosen: tuple[Chosen, ...]
    notes: tuple[str, ...]
    unknown: tuple[str, ...]
    reads: tuple[Path, ...]
    unread: frozenset[str] = frozenset()

    def is_gone(self, key: str, name: str) -> bool:
        """Whether a line that was made has left the script; not where its row may only be bad today."""
        return key not in self.keys and not {name, ""} & self.unread


def make_plan(
    path: Path, request: BatchRequest, asked: Asked, whole: bool = False, before: Mapping[str, str] = NO_NAMES
) -> Plan:
    """The plan of a script. whole: lines that ``--only`` leaves out are in it too, for on a timeline a line's time
    hangs on those before it. before: names of files by id, as an earlier run gave them (``ledger.names_in``).

    Raises InputError where the script or its cast cannot be read as a whole, or nobody is called as ``--only`` says;
    SetupError.
    """
    read_files_anew()
    script = read_script(path, asked.folder, before)
    cast = Cast() if request.cast is None else read_cast(Path(request.cast))
    chosen = chosen_voices(script.lines, cast, list_voices())
    placed, twice = _placed(script.lines, cast)
    _check_only(script, request)
    if whole:
        request = replace(request, only=None)
    wanted = list(_wanted(placed, request))
    notes = [
        *script.notes,
        *(note for note in cast.notes if note not in script.notes),
        *_notes_of_languages(script.languages, placed),
        *_notes_of_asked(request, placed, script.bad),
        *_notes_of_names(placed),
        *_notes_of_ids(placed),
        *_notes_of_cast(script, cast),
        *_notes_of_prune(script, request),
    ]
    tasks, bad = [], [row for row in (*script.bad, *twice) if _is_wanted_row(row, request)]
    said: dict[str, None] = {}
    for line, language in wanted:
        known = chosen.get((known_as(line.character), language))
        part = cast.part(line.character, language)
        try:
            task, warnings = task_of(line, language, part, None if known is None else known.voice, asked)
        except SetupError:
            raise
        except SoliloquyError as error:
            bad.append(
                BadRow(line.row, line.id, "", f"{error.input_name}: {error.reason}", error.hint, language, line.name)
            )
            continue
        tasks.append(task)
        said |= dict.fromkeys(f"{line.character}: {warning}" for warning in warnings)
    voices = {(task.character, task.language) for task in tasks}
    return Plan(
        tasks=tuple(tasks),
        bad=tuple(bad),
        keys=frozenset(f"{language}/{line.name}" for line, language in placed),
        chosen=tuple(each for each in chosen.values() if (each.character, each.language) in voices),
        notes=(*notes, *said),
        unknown=script.unknown,
        reads=tuple(_reads(path, request, script, cast)),
        unread=frozenset(row.name for row in script.bad),
    )


def _placed(lines: Sequence[Line], cast: Cast) -> tuple[list[tuple[Line, str]], list[BadRow]]:
    """Each line with its language; those whose place another has already are bad."""
    rows: dict[tuple[str, str], int] = {}
    placed, twice = [], []
    for line in lines:
        language = language_of(line, cast)
        row = rows.get((language, line.id))
        if row is None:
            rows[language, line.id] = line.row
            placed.append((line, language))
            continue
        reason = f"is in {language} twice" if row == line.row else f"is row {row}'s already, in {language}"
        twice.append(BadRow(line.row, line.id, "id", reason, "Give each line an id of its own", language, line.name))
    return placed, twice


def _check_only(script: Script, request: BatchRequest) -> None:
    known = {known_as(word) for line in script.lines for word in (line.character, line.id)}
    known |= {known_as(row.id) for row in script.bad}
    unknown = [name for name in between_commas(request.only or "") if known_as(name) not in known]
    if unknown:
        raise InputError(f"--only {unknown[0]}", "is no character and no id of the script", "Look at its spelling")


def _wanted(placed: Iterable[tuple[Line, str]], request: BatchRequest) -> Iterator[tuple[Line, str]]:
    """The lines of this run: its characters and ids, its languages, its shard."""
    choice, languages = Choice.of(request.only), _languages(request.languages)
    number, count = request.part
    for line, language in placed:
        if not choice.wants(line.character, line.id):
            continue
        if (not languages or language in languages) and _shard(f"{language}/{line.name}", count) == number:
            yield line, language


def _is_wanted_row(row: BadRow, request: BatchRequest) -> bool:
    """A row that cannot be read belongs to the first shard; to a choice of characters and ids by its id alone, and to
    one of languages by its own, where it is known."""
    languages = _languages(request.languages) if row.language else set()
    chosen = Choice.of(request.only).wants_row(row.id)
    return request.part[0] == 1 and chosen and (not languages or row.language in languages)


def _shard(key: str, count: int) -> int:
    """Of a line, by its key: one that is added moves no other to another shard."""
    return int.from_bytes(hashlib.sha256(key.encode(errors="replace")).digest()[:8], "big") % count + 1


def _languages(written: str | None) -> set[str]:
    return {meant_language(code).language.code for code in between_commas(written or "")}


def _notes_of_languages(languages: Iterable[str], placed: Sequence[tuple[Line, str]]) -> Iterator[str]:
    """A text without a language is one in its voice's own."""
    ids = {line.id for line, _language in placed}
    for language in languages:
        lacking = len(ids - {line.id for line, said_in in placed if said_in == language})
        if lacking:
            yield f"nothing is written in {language} for {lacking} of {counted(len(ids), 'line')}"


def _notes_of_asked(request: BatchRequest, placed: Sequence[tuple[Line, str]], bad: Sequence[BadRow]) -> Iterator[str]:
    """Languages that are asked for and that no row is in."""
    known = {language for _line, language in placed} | {row.language for row in bad}
    for language in sorted(_languages(request.languages) - known):
        yield f"no line of the script is in {language}, which --languages asks for"


def _notes_of_names(placed: Iterable[tuple[Line, str]]) -> Iterator[str]:
    """Ids of which others have the file's name: "a/b" beside "a_b"."""
    names = {line.id: line.name for line, _language in placed}
    moved = [f"{each!r} gives {name}" for each, name in names.items() if safe_names([each]) != [name]]
    if moved:
        yield f"ids that name the same file as others: {', '.join(moved[:_SHOWN])}"


def _notes_of_ids(placed: Iterable[tuple[Line, str]]) -> Iterator[str]:
    """An id of several rows is that of a line in several languages only where the rows say these: a voice's own is an
    accident."""
    rows: dict[str, list[str]] = {}
    for line, language in placed:
        if not line.language:
            rows.setdefault(line.id, []).append(f"row {line.row} in {language}")
    twice = [f"{name} ({', '.join(found)})" for name, found in rows.items() if len(found) > 1]
    if twice:
        yield f"the same id for several lines, apart only by the language of their voices: {', '.join(twice[:_SHOWN])}"


def _notes_of_cast(script: Script, cast: Cast) -> Iterator[str]:
    speaking = {known_as(line.character) for line in script.lines}
    silent = [name for name in cast.parts if name not in speaking]
    if silent:
        named = ", ".join(silent[:_SHOWN])
        yield f"of the cast {counted(len(silent), 'character')} not in the script: {named}"
    if script.unknown:
        named = ", ".join(repr(name[:40]) for name in script.unknown[:_SHOWN])
        yield f"{counted(len(script.unknown), 'column')} not known, and kept in the ledger: {named}"


def _notes_of_prune(script: Script, request: BatchRequest) -> Iterator[str]:
    nameless = [row for row in script.bad if not row.name]
    if request.prune and nameless:
        row = nameless[0].row
        yield f"no line is removed, for any may be that of a row that cannot be read and names no id (row {row})"


def _reads(path: Path, request: BatchRequest, script: Script, cast: Cast) -> Iterator[Path]:
    yield path
    if request.cast is not None:
        yield Path(request.cast)
    for part in (cast.everybody, *cast.parts.values(), *cast.languages.values()):
        yield from (Path(each) for each in (part.picture, part.lexicon) if each is not None)
    yield from (Path(each) for line in script.lines for each in (line.audio, line.edits) if each is not None)


def voices_by_character(tasks: Iterable[Task]) -> Mapping[str, list[str]]:
    """For each character, as it is spelled first, "LANGUAGE VOICE", as the dry run shows them."""
    found: dict[str, dict[str, None]] = {}
    spelled: dict[str, str] = {}
    for task in tasks:
        character = spelled.setdefault(known_as(task.character), task.character)
        found.setdefault(character, {})[f"{task.language} {task.voice or 'recordings'}"] = None
    return {character: list(voices) for character, voices in found.items()}
