"""The data folder's rooms on disk: where things lie, and laying them out. Contract: DESIGN section 7, Folders."""

from dataclasses import dataclass
from pathlib import Path

from pipelines.model.quarter import Quarter
from pipelines.store.atomic import make_folder


@dataclass(frozen=True)
class DataFolder:
    """One office's data folder (``--data DIR``)."""

    root: Path

    @property
    def office_file(self) -> Path:
        return self.root / "office.toml"

    @property
    def incoming(self) -> Path:
        return self.root / "incoming"

    @property
    def registry(self) -> Path:
        return self.incoming / "registry"

    @property
    def store(self) -> Path:
        return self.root / "store"

    @property
    def dagster(self) -> Path:
        return self.root / "dagster"

    @property
    def ledger(self) -> Path:
        return self.root / "ledger.sqlite"

    @property
    def alive(self) -> Path:
        """Signs of life of the runs that are going on (``lock.sign_of_life``)."""
        return self.dagster / "alive"

    @property
    def returned(self) -> Path:
        return self.root / "returned"

    @property
    def places(self) -> Path:
        return self.root / "places"

    @property
    def corrections(self) -> Path:
        return self.root / "corrections"

    def received(self, quarter: Quarter) -> Path:
        """Where the departments' files of a quarter lie."""
        return self.incoming / str(quarter)

    def issued(self, quarter: Quarter) -> Path:
        """Where the versions of a quarter's workbooks lie (``v1``, ``v2`` …)."""
        return self.root / "issued" / str(quarter)

    def replies(self, quarter: str) -> Path:
        """Where the replies to a quarter's returned workbooks lie."""
        return self.root / "replies" / quarter

    def quarters_received(self) -> list[Quarter]:
        """The quarters with a folder in ``incoming/``, oldest first."""
        found = []
        for folder in self.incoming.glob("*Q*"):
            try:
                found.append(Quarter.parse(folder.name))
            except ValueError:
                continue
        return sorted(found)

    def lay_out(self) -> None:
        """Create the folders, for their owner alone. What is there stays."""
        for folder in (self.registry, self.returned, self.places, self.corrections, self.store, self.root / "issued"):
            make_folder(folder)
