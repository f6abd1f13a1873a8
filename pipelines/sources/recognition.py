"""Which department's list this is: by the columns that bind, then by words in title, sheet, file and folder names.

Belongs here: choosing among the declared list forms. Content outweighs the folder a file lies in; a tie is a question.
"""

from dataclasses import dataclass, replace

from pipelines.model.codes import FileRefusal
from pipelines.sources.binding import Binding, bind
from pipelines.sources.department import Department, ListForm
from pipelines.sources.grid import Grid
from pipelines.sources.header import Header
from pipelines.sources.labels import plain

# What each kind of evidence counts. A mark column is worth more than a folder's name, less than a title's word.
_MARK, _OWN_COLUMN, _TITLE, _SHEET, _FILE, _FOLDER, _SENDER = 2.0, 0.5, 6.0, 5.0, 5.0, 2.0, 2.5
_LEAST, _LEAD = 2.5, 1.0
_MOST_UNKNOWN = 8  # the national system's export has 177 columns, of which any list needs a dozen
_WITHOUT_REQUIRED = 2.0  # what a list without the columns of its kind is behind


@dataclass(frozen=True)
class Surroundings:
    """The words around a list that may tell what it is."""

    title: str
    sheet: str
    file: str
    folders: str


@dataclass(frozen=True)
class Recognised:
    """The form a header was understood under. ``doubt`` says why it may not be used as it stands.

    ``by_name``: the columns of its kind are missing, only the title says what it is.
    """

    department: Department
    form: ListForm
    binding: Binding
    score: float
    doubt: FileRefusal | None = None
    by_name: bool = False


def _has_required(form: ListForm, binding: Binding) -> bool:
    names = binding.names()
    return all(any(option in names for option in need.split("|")) for need in form.required)


def _by_words(binding: Binding) -> Binding:
    """The columns that a label spoke for."""
    return replace(binding, columns=tuple(bound for bound in binding.columns if bound.how != "content"))


def _is_named(form: ListForm, around: Surroundings) -> bool:
    """Whether title, sheet or file says outright what the list is: then names alone are enough (重大疾病人员名单)."""
    around = replace(around, folders="")
    return _words_score(form, around) >= _SHEET and not any(
        word in text for word in form.avoid_words for text in (around.title, around.sheet, around.file)
    )


def _words_score(form: ListForm, around: Surroundings) -> float:
    score = 0.0
    for text, weight in (
        (around.title, _TITLE),
        (around.sheet, _SHEET),
        (around.file, _FILE),
        (around.folders, _FOLDER),
    ):
        found = max((len(word) for word in form.title_words if word in text), default=0)
        avoided = max((len(word) for word in form.avoid_words if word in text), default=0)
        score += weight * (1 + 0.02 * found) if found else 0.0
        score -= 0.8 * weight if avoided and avoided >= found else 0.0
    return score


def _score(department: Department, form: ListForm, binding: Binding, around: Surroundings) -> float:
    names = binding.names()
    marks = sum(_MARK for mark in form.marks if mark in names)
    own = sum(_OWN_COLUMN for column in form.headings if column in names and column not in form.marks)
    sender = 0.0
    for text, weight in ((around.folders, _SENDER), (around.file, _SENDER), (around.title, _SENDER / 2)):
        sender += weight if any(word in text for word in department.folder_words) else 0.0
    return marks + own - 0.25 * min(len(binding.unknown), _MOST_UNKNOWN) + _words_score(form, around) + sender


def has_person(binding: Binding, form: ListForm) -> bool:
    """Whether anybody can be named from these columns."""
    names = binding.names()
    heads = {"householder_name", "householder_id_number"} if form.householder_is_person else set()
    return bool(names & ({"person_name", "id_number", "grid_member"} | heads))


def _same(one: Recognised, other: Recognised) -> bool:
    """Whether two readings differ in the sender alone: a bill says the same, whoever sends it."""
    return one.form.kind is other.form.kind and one.binding.columns == other.binding.columns


def _reading(department: Department, form: ListForm, binding: Binding, around: Surroundings) -> Recognised | None:
    """The list understood as ``form``; None when nothing speaks for it."""
    score = _score(department, form, binding, around)
    if _has_required(form, binding):
        return Recognised(department, form, binding, score)
    if _is_named(form, around) and has_person(_by_words(binding), form):
        return Recognised(department, form, binding, score - _WITHOUT_REQUIRED, by_name=True)
    return None


def recognise(
    grid: Grid, header: Header, around: Surroundings, known: tuple[Department, ...], places: frozenset[str]
) -> Recognised | FileRefusal:
    """The best form for ``header``, or why there is none."""
    forms = [(department, form) for department in known for form in department.lists]
    readings = [_reading(department, form, bind(grid, header, form, places), around) for department, form in forms]
    tried = [one for one in readings if one]
    if not tried:
        return FileRefusal.UNKNOWN_DEPARTMENT
    tried.sort(key=lambda one: -one.score)
    best = tried[0]
    if best.score < _LEAST:
        return FileRefusal.UNKNOWN_DEPARTMENT
    if not has_person(best.binding, best.form):
        return FileRefusal.NO_PERSON_COLUMN
    rival = next((one for one in tried[1:] if one.department is not best.department and not _same(one, best)), None)
    if rival and best.score - rival.score < _LEAD and has_person(rival.binding, rival.form):
        return FileRefusal.TWO_READINGS
    return replace(best, doubt=FileRefusal.TWO_READINGS) if best.binding.doubts else best


def surroundings(title: str, sheet: str, file: str) -> Surroundings:
    """The words around a list; ``file`` is its path below the quarter's folder."""
    folders, _, name = file.replace("\\", "/").rpartition("/")
    return Surroundings(plain(title), plain(sheet), plain(name.rpartition(".")[0] or name), plain(folders))
