"""An optional opening password for an issued file.

Belongs here: that copy only. It is exempt from "same content, same bytes": encryption needs fresh chance.
"""

import io
from pathlib import Path

import msoffcrypto
from msoffcrypto.format.ooxml import OOXMLFile

from pipelines.model.errors import UsageError

_SHORTEST = 8


def protect(source: Path, target: Path, password: str) -> Path:
    """Write a copy of the workbook ``source`` that opens with ``password`` only; returns ``target``.

    Raises UsageError (``password_too_short``, ``already_protected``). The password goes nowhere but into the file.
    """
    if len(password) < _SHORTEST:
        raise UsageError("password_too_short", least=_SHORTEST)
    data = io.BytesIO(source.read_bytes())
    if msoffcrypto.OfficeFile(data).is_encrypted():
        raise UsageError("already_protected", file=source.name)
    data.seek(0)
    locked = io.BytesIO()
    OOXMLFile(data).encrypt(password, locked)
    target.write_bytes(locked.getvalue())
    return target
