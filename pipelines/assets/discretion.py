"""No person's data in what Dagster remembers of a failure.

An exception of a library can quote a cell. Whatever an asset or check raises that is not one of our own refusals is
replaced by its kind and its place in our code (promise 7).
"""

import inspect
import traceback
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

from pipelines.model.errors import BiduiError

Function = TypeVar("Function", bound=Callable[..., Any])


def _plain(error: Exception) -> BiduiError:
    if isinstance(error, BiduiError):
        return error
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "pipelines" in Path(frame.filename).parts]
    place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "-"
    return BiduiError("internal_error", kind=type(error).__name__, place=place)


def discreet(function: Function) -> Function:
    """Wrap an asset's or check's function (plain or generator) so that its failures quote nothing."""
    if inspect.isgeneratorfunction(function):

        @wraps(function)
        def stepwise(*args: Any, **kwargs: Any) -> Iterator[Any]:
            try:
                yield from function(*args, **kwargs)
            except Exception as error:
                raise _plain(error) from None

        return cast(Function, stepwise)

    @wraps(function)
    def whole(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except Exception as error:
            raise _plain(error) from None

    return cast(Function, whole)
