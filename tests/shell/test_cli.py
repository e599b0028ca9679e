# SPDX-License-Identifier: GPL-3.0-or-later
"""The shell command as a user meets it: what it writes, what it says, how it refuses."""

import io
import json
import shlex
import shutil
import signal
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest
import soundfile
from soliloquy.exporters import FORMATS
from soliloquy.runtime.output_folder import LOCK_NAME
from soliloquy.runtime.take import load_take
from soliloquy.shell.cli import main

COMMAND = [sys.executable, "-c", "from soliloquy.shell.cli import main; raise SystemExit(main())"]


@dataclass(frozen=True)
class Finished:
    """What a run left: its exit code and what it wrote to the two streams."""

    returncode: int
    stdout: str
    stderr: str


def run(*arguments: str) -> Finished:
    """The command inside this process, which has the models loaded from the second run on."""
    inherited = signal.getsignal(signal.SIGTERM)
    with redirect_stdout(io.StringIO()) as stdout, redirect_stderr(io.StringIO()) as stderr:
        try:
            # Copies, as a shell hands them over: argparse takes a value for given if it is not the default object.
            exit_code = main(["".join([*argument]) for argument in arguments])
        except SystemExit as left:  # --help
            exit_code = int(left.code or 0)
        finally:
            signal.signal(signal.SIGTERM, inherited)
    return Finished(exit_code, stdout.getvalue(), stderr.getvalue())


def run_apart(*arguments: str) -> Finished:
    """The command as a process of its own, where that is the point."""
    done = subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, timeout=300, check=False)
    return Finished(done.returncode, done.stdout, done.stderr)


def visible(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.name != LOCK_NAME} if folder.exists() else set()


def test_speak_writes_the_default_formats_and_reports_one_json_object(tmp_path: Path) -> None:
    result = run_apart("speak", "Hello there.", "--out", str(tmp_path), "--name", "hello", "--json")
    assert result.returncode == 0, result.stderr
    report = json.loads(result.stdout)
    assert {"hello.take", "hello.phones.json", "hello.wav", "hello.csv"} == visible(tmp_path)
    assert {Path(path).name for path in report["outputs"]} == visible(tmp_path)
    assert report["seconds"].keys() >= {"voice", "motion", "total"}
    assert report["real_time_factor"] > 0
    assert result.stderr == ""


def test_the_same_request_gives_the_same_take_and_the_seed_leaves_the_sound_alone(tmp_path: Path) -> None:
    for how, name, seed in ((run, "a", "4"), (run_apart, "b", "4"), (run, "c", "5")):
        assert how("speak", "Papa.", "--out", str(tmp_path), "--name", name, "--seed", seed).returncode == 0
    assert (tmp_path / "a.take").read_bytes() == (tmp_path / "b.take").read_bytes()
    assert (tmp_path / "a.take").read_bytes() != (tmp_path / "c.take").read_bytes()
    assert (tmp_path / "a.wav").read_bytes() == (tmp_path / "c.wav").read_bytes()


def test_a_lexicon_changes_what_is_said_and_stands_in_the_take(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("sql = sequel\n", encoding="utf-8")
    options = ["--lexicon", str(tmp_path / "words.txt"), "--out", str(tmp_path / "out"), "--formats", "take"]
    assert run("speak", "SQL", *options, "--name", "a").returncode == 0
    take = load_take(tmp_path / "out" / "a.take")
    assert [phone.symbol for phone in take.speech.phones if phone.word == 0] == ["s", "i", "k", "w", "ə", "l"]
    assert take.request["spoken"]["lexicon"] == {":sql": "sequel"}
    (tmp_path / "words.txt").write_text("sql = sequel\nnothing\n", encoding="utf-8")
    refused = run("speak", "SQL", *options)
    assert refused.returncode == 3
    assert "line 2" in refused.stderr


def test_edits_change_what_is_said_and_the_lost_ones_are_warned_of(tmp_path: Path) -> None:
    told = [{"edit": "retype", "text": "papa", "to": "mama"}, {"edit": "mute blink", "text": "nobody"}]
    edits = {"format": "soliloquy edits", "version": 1, "edits": told}
    (tmp_path / "e.json").write_text(json.dumps(edits), encoding="utf-8")
    options = ["--edits", str(tmp_path / "e.json"), "--out", str(tmp_path / "out"), "--formats", "take", "--json"]
    done = run("speak", "Papa.", *options, "--name", "a")
    take = load_take(tmp_path / "out" / "a.take")
    assert [word.text for word in take.speech.words] == ["mama"] and take.speech.text == "Papa."
    assert json.loads(done.stdout)["warnings"] == list(take.warnings)
    assert len(take.warnings) == 1 and 'no blink at "nobody"' in take.warnings[0]
    assert take.request["edits"]["words"] == ["Papa"] and len(take.request["edits"]["edits"]) == 2
    (tmp_path / "a.wav").touch()
    several = run("animate", str(tmp_path), "--edits", str(tmp_path / "e.json"), "--out", str(tmp_path / "out"))
    assert several.returncode == 2 and "column edits" in several.stderr
    del told[0]["to"]
    (tmp_path / "e.json").write_text(json.dumps(edits), encoding="utf-8")
    refused = run("speak", "Papa.", *options)
    assert refused.returncode == 3
    assert "edit 1 (retype)" in refused.stdout


def test_curves_and_emoji_stand_in_the_take(tmp_path: Path) -> None:
    options = ["--pitch-curve", "0:0 1:4", "--say-emoji", "--out", str(tmp_path), "--formats", "take"]
    assert run("speak", "Up 🚀", *options, "--name", "a").returncode == 0
    take = load_take(tmp_path / "a.take")
    assert [word.text for word in take.speech.words] == ["Up", "rocket"]
    assert take.request["spoken"]["say_emoji"] is True
    assert take.request["spoken"]["pitch_curve"] == [[0.0, 0.0], [1.0, 4.0]]
    refused = run("speak", "Up", *options, "--speed-curve", "0:9")
    assert refused.returncode == 2
    assert "speed 9" in refused.stderr


def test_export_of_a_take_gives_what_speak_gave(tmp_path: Path) -> None:
    assert run("speak", "Papa.", "--out", str(tmp_path), "--name", "a").returncode == 0
    assert run("export", str(tmp_path / "a.take"), "--formats", "csv", "--out", str(tmp_path / "again")).returncode == 0
    assert (tmp_path / "again" / "a.csv").read_bytes() == (tmp_path / "a.csv").read_bytes()


def test_voices_lists_all_54(tmp_path: Path) -> None:
    voices = json.loads(run("voices", "--json").stdout)
    assert len(voices) == 54
    assert {"name": "af_heart", "language": "en-us", "gender": "female"} in voices


def test_a_picture_of_a_face_gives_options_that_speak_takes(tmp_path: Path) -> None:
    picture = str(Path(__file__).resolve().parents[2] / "docs" / "images" / "heads.jpg")
    found = run("voice-from-face", picture, "--json")
    assert found.returncode == 0 and found.stderr == "", found.stderr
    fitted = json.loads(found.stdout)
    assert shlex.split(fitted["options"])[0] == f"--voice={fitted['voice']}"
    spoken = run("speak", "Hi.", "--face", picture, "--out", str(tmp_path), "--formats", "take", "--json")
    assert spoken.returncode == 0, spoken.stderr
    take = load_take(tmp_path / "take.take")
    assert take.voice == fitted["voice"] and take.request["spoken"]["pitch"] == fitted["pitch"]
    assert any("6 faces" in warning for warning in json.loads(spoken.stdout)["warnings"])


def test_several_voices_of_a_face_are_listed_to_choose_from() -> None:
    picture = str(Path(__file__).resolve().parents[2] / "docs" / "images" / "heads.jpg")
    listed = json.loads(run("voice-from-face", picture, "--variants", "3", "--json").stdout)
    assert len({each["options"] for each in listed}) == 3
    again = json.loads(run("voice-from-face", picture, "--variant", "2", "--json").stdout)
    assert again["options"] == listed[2]["options"]
    refused = run("voice-from-face", picture, "--variants", "0")
    assert refused.returncode == 2 and "from 1 to 100" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "exit_code", "reason"),
    [
        (["speak", ""], 3, "empty"),
        (["speak", " \n\t "], 3, "empty"),
        (["speak", "😀🎈"], 3, ""),
        (["speak", "Hi.", "--voice", "af_nobody"], 3, "af_nobody"),
        (["speak", "Hi.", "--face", "nobody.png"], 3, "nobody.png"),
        (["speak", "Hi.", "--face", "nobody.png", "--voice", "af_heart"], 2, "not allowed with"),
        (["speak", "Hi.", "--voice", "af_heart:0.5,nobody:0.5"], 3, "nobody"),
        (["speak", "Hi.", "--language", "tlh"], 3, "tlh"),
        (["speak", "Hi.", "--speed", "0"], 2, "speed"),
        (["speak", "Hi.", "--emotion", "bored=1"], 2, "bored"),
        (["speak", "Hi.", "--emotion", "happy=2"], 2, "between 0 and 1"),
        (["speak", "Hi.", "--seed", "-1"], 2, "seed"),
        (["speak", "Hi.", "--engine", "magic"], 2, "magic"),
        (["speak", "Hi.", "--head", "nobody"], 2, "nobody"),
        (["speak", "Hi.", "--formats", "doc"], 2, "doc"),
        (["speak", "Hi.", "--fps", "nan"], 2, "fps"),
        (["speak", "Hi.", "--name", "../x"], 2, "plain file name"),
        (["speak"], 2, "text"),
        (["speak", "--text-file", "no-such-file.txt"], 3, "no such file"),
        (["export", "no-such.take"], 3, "no such file"),
        (["speak", "Hi.", "--wrong"], 2, "--wrong"),
        (["animate", "no-such.wav"], 3, "no-such.wav"),
        (["animate", "no-such-list.txt"], 3, "no such file"),
    ],
)
def test_bad_input_is_refused_with_its_reason_and_writes_nothing(
    arguments: list[str], exit_code: int, reason: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    result = run(*arguments, "--out", str(out))
    assert result.returncode == exit_code, result.stderr
    assert reason in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert visible(out) == set()
    as_json = run(*arguments, "--out", str(out), "--json")
    assert json.loads(as_json.stdout)["error"].keys() == {"code", "input", "reason", "hint"}


def test_bytes_that_are_no_text_are_left_out_and_named(tmp_path: Path) -> None:
    text = b"Hi \xff\x07there.".decode(errors="surrogateescape")
    result = run_apart("speak", text, "--out", str(tmp_path), "--formats", "take,wav,csv,textgrid", "--json")
    assert result.returncode == 0, result.stderr
    assert len(json.loads(result.stdout)["warnings"]) == 2
    assert [word.text for word in load_take(tmp_path / "take.take").speech.words] == ["Hi", "there"]


def test_a_text_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "line.txt").write_bytes("Café".encode("latin-1"))
    result = run("speak", "--text-file", str(tmp_path / "line.txt"), "--out", str(tmp_path / "out"))
    assert result.returncode == 3
    assert "is not UTF-8 text" in result.stderr


def test_every_format_that_the_help_names_is_there() -> None:
    help_text = run("speak", "--help").stdout
    assert all(name in help_text for name in FORMATS)


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A recording of our own voice, with what it says beside it."""
    folder = tmp_path_factory.mktemp("recordings")
    assert run("speak", "Bob made a pie.", "--out", str(folder), "--name", "pie", "--formats", "wav").returncode == 0
    (folder / "pie.txt").write_text("Bob made a pie.")
    return folder / "pie.wav"


def test_animate_makes_of_a_recording_what_speak_makes_of_a_line(recording: Path, tmp_path: Path) -> None:
    result = run("animate", str(recording), "--transcript", "Bob made a pie.", "--out", str(tmp_path), "--json")
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["seconds"].keys() >= {"listen", "motion", "take"}
    take = load_take(tmp_path / "pie.take")
    assert [word.text for word in take.speech.words] == ["Bob", "made", "a", "pie"]
    assert visible(tmp_path) == {"pie.take", "pie.phones.json", "pie.wav", "pie.csv"}


def test_what_is_heard_is_the_recording_itself(recording: Path, tmp_path: Path) -> None:
    mp3 = tmp_path / "memo.mp3"
    samples, rate = soundfile.read(recording)
    soundfile.write(mp3, samples, rate)
    out = tmp_path / "out"
    arguments = ("--transcript", "Bob made a pie.", "--formats", "wav,blend", "--json")
    outputs = json.loads(run("animate", str(recording), *arguments, "--out", str(out)).stdout)["outputs"]
    assert [Path(path).suffix for path in outputs] == [".wav", ".blend"]
    assert Path(outputs[0]).read_bytes() == recording.read_bytes()
    outputs = json.loads(run("animate", str(mp3), *arguments, "--out", str(out)).stdout)["outputs"]
    assert [Path(path).suffix for path in outputs] == [".wav", ".mp3", ".blend"]
    assert Path(outputs[1]).read_bytes() == mp3.read_bytes()


def test_animate_takes_a_folder_and_a_bad_file_stops_no_other(recording: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    shutil.copy(recording, folder / "Größe 1.wav")
    shutil.copy(recording.with_suffix(".txt"), folder / "Größe 1.txt")
    (folder / "broken.wav").write_bytes(b"RIFF nothing")
    result = run("animate", str(folder), "--out", str(tmp_path / "out"), "--formats", "take", "--json")
    report = json.loads(result.stdout)
    assert result.returncode == 3
    assert [Path(failed["source"]).name for failed in report["failed"]] == ["broken.wav"]
    assert visible(tmp_path / "out") == {"Größe 1.take", "Größe 1.phones.json"}
    assert len(load_take(tmp_path / "out" / "Größe 1.take").speech.words) == 4


def test_evaluate_scores_a_take_against_its_own_phones(recording: Path, tmp_path: Path) -> None:
    assert run("speak", "Bob made a pie.", "--out", str(tmp_path), "--name", "pie").returncode == 0
    card = json.loads(run("evaluate", str(tmp_path / "pie.take"), "--json").stdout)
    assert card["closures"]["bilabials"] == 1.0
    assert card["closures"]["bilabial_count"] == 4
    assert "bilabials 1" in run("evaluate", str(tmp_path / "pie.take")).stdout
