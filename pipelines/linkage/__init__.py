"""Who is who: pure, frames and parameters in, frames out. What a link means is screening's question."""

from pipelines.linkage.linker import Linked, link
from pipelines.linkage.parameters import Parameters, load_parameters
from pipelines.linkage.registry import PreparedRegistry, prepare

__all__ = ["Linked", "Parameters", "PreparedRegistry", "link", "load_parameters", "prepare"]
