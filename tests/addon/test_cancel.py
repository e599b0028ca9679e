# SPDX-License-Identifier: GPL-3.0-or-later
"""Esc in the real worker: it stops within a moment, keeps its models, and makes the same as before."""

import time
from pathlib import Path

import pytest
from soliloquy.addon.worker_client import Worker
from soliloquy.runtime.endable import EndedError, allow_runs, end_runs, endable
from soliloquy.runtime.requests import SpeakRequest, VoiceRequest
from soliloquy.runtime.requests.json_form import to_json

LINE = "Good morning! My brother Bob bought a big blue balloon, but the pump broke before five."
ARGUMENTS = {"request": to_json(SpeakRequest(VoiceRequest(LINE)))}


def test_a_run_is_ended_and_none_begins_until_they_may_again() -> None:
    ended: list[str] = []
    with endable(lambda: ended.append("first")):
        end_runs()
    assert ended == ["first"]
    with pytest.raises(EndedError), endable(lambda: None):
        pass
    allow_runs()
    with endable(lambda: ended.append("second")):
        pass
    end_runs()
    allow_runs()
    assert ended == ["first"]


@pytest.mark.check
def test_the_models_stay_and_the_take_is_the_same_after_a_cancel(tmp_path: Path) -> None:
    worker = Worker(tmp_path, threads=1)
    try:
        before = worker.wait(worker.ask("speak", ARGUMENTS))
        pid = worker.process_id
        for share in (0.1, 0.3, 0.5, 0.7, 0.9):
            request = worker.ask("speak", ARGUMENTS)
            time.sleep(share * before.seconds)
            worker.drain()
            if request.state == "waiting":
                worker.cancel()
                assert "was stopped" in request.message
        after = worker.wait(worker.ask("speak", ARGUMENTS))
        assert after.state == "done" and worker.process_id == pid
        assert Path(before.result["take"]).read_bytes() == Path(after.result["take"]).read_bytes()
    finally:
        worker.stop()
