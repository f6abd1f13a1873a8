"""Shared by all tests: a missing office program is one clear line and a counted skip, or a failure where it is required."""

import os
import shutil

import pytest

_NEEDS = {"office": ("soffice", "LibreOffice"), "browser": ("chromium", "Chromium")}


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker, (command, name) in _NEEDS.items():
        if item.get_closest_marker(marker) and shutil.which(command) is None:
            line = f"{name} is not installed ({command}): tests that open what people receive are left out"
            if os.environ.get("BIDUI_REQUIRE_OFFICE"):
                pytest.fail(line)
            pytest.skip(line)
