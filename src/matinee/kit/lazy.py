"""A value that an object works out when it is first asked for it, and keeps.

As `functools.cached_property`, without its lock: in Python 3.11 all objects of a class share one, which threads then
wait for at every request. From 3.12 on there is none either, and this file is of no more use.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class lazy(Generic[T]):  # noqa: N801  it is used as a decorator
    """Two threads that ask at once may each work it out; they must get the same."""

    def __init__(self, work: Callable[[Any], T]) -> None:
        self._work = work
        self._name = work.__name__
        self.__doc__ = work.__doc__

    @overload
    def __get__(self, held: None, owner: type) -> "lazy[T]": ...

    @overload
    def __get__(self, held: object, owner: type) -> T: ...

    def __get__(self, held: object | None, owner: type) -> "lazy[T] | T":
        if held is None:
            return self
        made = held.__dict__[self._name] = self._work(held)
        return made
