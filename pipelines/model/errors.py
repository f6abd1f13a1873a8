"""The refusals. One class per exit code; the sentence a clerk reads is made from ``code`` and ``context`` by ``report``.

No person's data may stand in an error: codes, file names, sheet names, row numbers and column letters only.
"""

from typing import ClassVar


class BiduiError(Exception):
    """A refusal with a closed code. ``context`` fills the sentence kept under that code in ``report/texts_zh.toml``."""

    exit_code: ClassVar[int] = 1

    def __init__(self, code: str, **context: str | int) -> None:
        self.code = code
        self.context = context
        super().__init__(f"{code} {context}" if context else code)


class UsageError(BiduiError):
    """Wrong usage: an unknown place, quarter, folder or table."""

    exit_code = 2


class PolicyIncomplete(BiduiError):
    """The policy lacks a number that one of its rules computes with, or contradicts itself. Nothing may be issued."""

    exit_code = 4


class IssueBlocked(BiduiError):
    """A blocking check failed, in this run or an earlier one. Nothing may be issued."""

    exit_code = 4


class StoreBusy(BiduiError):
    """Another run holds the store."""

    exit_code = 5


class StoreDamaged(BiduiError):
    """A hash in the store or the ledger's chain does not hold."""

    exit_code = 6
