"""``bidui ui`` opens a desk that a browser can read: the quarter, the assets with their Chinese descriptions, no person."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline.conftest import RunTown

_CHROMIUM = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--virtual-time-budget=20000",
]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2):  # noqa: S310
            return True
    except (urllib.error.URLError, OSError):
        return False


@pytest.fixture(scope="module")
def desk(town: RunTown) -> Iterator[str]:
    """The address of the running desk; its whole process group ends with the test."""
    port = _free_port()
    arguments = [sys.executable, "-m", "pipelines", "ui", "--data", str(town.data), "--port", str(port)]
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        for _ in range(300):
            assert process.poll() is None, "the desk ended by itself"
            if _answers(f"http://127.0.0.1:{port}/server_info"):
                break
            time.sleep(0.5)
        else:
            pytest.fail("the desk never answered")
        yield f"http://127.0.0.1:{port}"
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


@pytest.mark.browser
def test_an_issued_quarter_shows_in_the_browser(desk: str, tmp_path: Path) -> None:
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    page = subprocess.run(
        ["chromium", *_CHROMIUM, profile, "--dump-dom", f"{desk}/assets/issued"], capture_output=True, check=True
    ).stdout.decode()
    assert "2026Q3" in page
    assert "发给各村的预警核实名单" in page
