# SPDX-License-Identifier: GPL-3.0-or-later
"""The report shows every line, and nothing that a script says can become more than text in it; shards are joined."""

import json
from html.parser import HTMLParser

import pytest
from soliloquy.batch.merging import merge
from soliloquy.batch.report import page
from soliloquy.batch.state import state_of
from soliloquy.runtime.errors import InputError

from .conftest import SCRIPT, Studio

POISON = '</td></script><script>alert("x")</script><img src=x onerror=alert(1)>&amp;"\''


class Tags(HTMLParser):
    """Counts of tags, and every attribute's name."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attributes}

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def parsed(studio: Studio, name: str = "report.html") -> Tags:
    found = Tags()
    found.feed((studio.out / name).read_text(encoding="utf-8"))
    return found


def test_every_line_has_a_row_and_a_player_with_a_path_of_its_own(studio: Studio) -> None:
    studio.run()
    page = (studio.out / "report.html").read_text(encoding="utf-8")
    assert page.count('<button class="play"') == 5
    assert all(f'data-sound="{key}.wav"' in page for key in ("en-us/a1", "fr/a3"))
    assert "http" not in page.replace("http-equiv", "")
    assert "ANNA has no voice in the cast" in page


def test_failures_come_first(studio: Studio) -> None:
    studio.failing = {"fr/a1": 2}
    studio.write(SCRIPT + "a4,BOB,,\n")
    studio.run()
    page = (studio.out / "report.html").read_text(encoding="utf-8")
    assert page.index("Not made") < page.index("fails. Wait") < page.index("says nothing") < page.index("Every line")
    body = page[page.index("<tbody>") :]
    assert body.index("Bonjour.") < body.index("Hello.")


def test_a_run_of_one_line_leaves_the_bad_rows_of_the_others_in_the_report_until_they_are_made(studio: Studio) -> None:
    studio.write(SCRIPT + "a4,BOB,,\na5,BOB,,\na1,BOB,Again.,\n")
    studio.run()
    studio.run(only="a1")
    assert [row["id"] for row in state_of(studio.out).bad] == ["a4", "a5", "a1"]
    studio.write(SCRIPT + "a4,BOB,Now.,\na5,BOB,,\na1,BOB,Again.,\n")
    studio.run(only="a4")
    assert [row["id"] for row in state_of(studio.out).bad] == ["a5", "a1"]
    studio.write(SCRIPT + "a4,BOB,Now.,\n")
    studio.run()
    assert not state_of(studio.out).bad


def test_a_run_of_one_language_leaves_the_bad_rows_of_the_others_in_the_report(studio: Studio) -> None:
    script = "id,text,audio_fr\na1,Hello.,none.wav\na2,Bye.,\n"
    studio.write(script + "a2,Again.,\n")
    assert studio.run().exit_code == 3
    assert [(row["id"], row["language"]) for row in state_of(studio.out).bad] == [("a1", "fr"), ("a2", "en-us")]
    assert studio.run(languages="fr").exit_code == 3
    assert [(row["id"], row["language"]) for row in state_of(studio.out).bad] == [("a1", "fr"), ("a2", "en-us")]
    studio.write(script)
    assert studio.run(languages="en-us").exit_code == 0
    assert ("a1", "fr") in [(row["id"], row["language"]) for row in state_of(studio.out).bad]


def test_what_a_script_says_stays_text(studio: Studio) -> None:
    studio.run()
    usual = parsed(studio)
    cells = ",".join('"' + POISON.replace('"', '""') + '"' for _ in range(3))
    studio.write(f"id,character,text\n{cells}\n")
    studio.run()
    found = parsed(studio)
    assert set(found.tags) <= set(usual.tags) | {"h2", "ul", "li"}
    assert found.attributes == usual.attributes
    assert found.tags.count("script") == 1
    assert any(POISON in text for text in found.text)


def test_a_file_of_the_users_that_has_the_name_stays(studio: Studio) -> None:
    studio.out.mkdir()
    (studio.out / "report.html").write_text("mine", encoding="utf-8")
    assert studio.run().report is None
    assert (studio.out / "report.html").read_text(encoding="utf-8") == "mine"


def test_shards_are_joined_and_what_is_missing_is_said(studio: Studio) -> None:
    studio.run(shard="1/2")
    assert (studio.out / "report-1of2.html").exists()
    merged = merge(studio.out)
    assert merged.state.missing == ("shard 2/2 has no ledger here",)
    assert merged.exit_code == 3
    studio.failing = dict.fromkeys((task.key for task in studio.plan(shard="2/2").tasks), 2)
    studio.run(shard="2/2")
    merged = merge(studio.out)
    assert (merged.state.missing, merged.exit_code, len(merged.state.failed)) == ((), 3, len(studio.failing))
    assert studio.failing
    studio.run(shard="2/2")
    merged = merge(studio.out)
    assert (merged.exit_code, len(merged.state.made)) == (0, 5)
    records = [json.loads(line) for line in (studio.out / "ledger.jsonl").read_text().splitlines()]
    assert [record.get("key") for record in records[1:]] == ["en-us/a1", "fr/a1", "en-us/a2", "en-us/a3", "fr/a3"]
    assert page(merged.state, "x").count('class="play"') == 5


def test_a_shard_that_was_killed_has_not_ended(studio: Studio) -> None:
    studio.run()
    path = studio.out / "ledger-1of1.jsonl"
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]))
    assert state_of(studio.out).missing == ("shard 1/1 has not ended",)


def test_a_folder_without_a_ledger_is_refused(studio: Studio) -> None:
    with pytest.raises(InputError, match="holds no ledger"):
        merge(studio.folder)


@pytest.mark.parametrize("record", [{"record": "line"}, {"record": "line", "key": 7}, {"record": "removed"}, {}, []])
def test_records_that_lack_something_say_nothing(studio: Studio, record: object) -> None:
    studio.run()
    with (studio.out / "ledger-1of1.jsonl").open("a") as file:
        file.write(json.dumps(record) + "\n")
    assert len(state_of(studio.out).made) == 5
    assert studio.run().kept == 5
