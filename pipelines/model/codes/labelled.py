"""A code with its label: the base of every closed list."""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A code (the value, English, stable) with the label (Chinese) that people see."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
