"""Closed code lists with their Chinese labels. A code that is not here does not exist; order is meaning where said.

Labels are short names for headings and cells; whole sentences live in ``report/texts_zh.toml``.
"""

from pipelines.model.codes.answering import (
    ReturnFileRefusal,
    ReturnNote,
    ReturnReason,
    ReturnState,
    VisitAdvice,
    VisitFinding,
    VisitMethod,
)
from pipelines.model.codes.labelled import Labelled
from pipelines.model.codes.linking import LinkStatus, MatchLevel, PersonStatus
from pipelines.model.codes.reading import DeliveryStatus, Fate, FileRefusal, ListKind, NotData, Note, RejectReason
from pipelines.model.codes.screening import Comparator, Disclosure, Measure, RuleOutcome, Urgency, WarningKind, Window

__all__ = [
    "CODES",
    "STATUS_CODES",
    "Comparator",
    "DeliveryStatus",
    "Disclosure",
    "Fate",
    "FileRefusal",
    "Labelled",
    "LinkStatus",
    "ListKind",
    "MatchLevel",
    "Measure",
    "NotData",
    "Note",
    "PersonStatus",
    "RejectReason",
    "ReturnFileRefusal",
    "ReturnNote",
    "ReturnReason",
    "ReturnState",
    "RuleOutcome",
    "Urgency",
    "VisitAdvice",
    "VisitFinding",
    "VisitMethod",
    "WarningKind",
    "Window",
]

# Columns that hold codes, and the list their values come from. ``kinds`` and ``notes`` hold several, joined.
CODES: dict[str, frozenset[str]] = {
    "fate": frozenset(Fate),
    "list_kind": frozenset(ListKind),
    "kind": frozenset(WarningKind),
    "urgency": frozenset(Urgency),
    "level": frozenset(MatchLevel),
}

# ``status`` means something of its own in each table.
STATUS_CODES: dict[str, frozenset[str]] = {
    "links": frozenset(LinkStatus),
    "persons": frozenset(PersonStatus),
    "deliveries": frozenset(DeliveryStatus),
}
