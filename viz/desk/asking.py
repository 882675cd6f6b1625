"""Questions that pages ask: each answered once an edition of the store, in a thread that a page need not wait for."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLong
from typing import Any, TypeVar

from ...queries import Table, bind, mappings, question, run
from .live import Edition

Row = Mapping[str, str | None]
T = TypeVar("T")
_KEPT = 512
_THREADS = 4


class StillAsking(Exception):
    """The answer takes longer than a page waits; it goes on, and is there when the page is opened again."""


class Asker:
    """Asks questions of the library and keeps what was answered until the store changes."""

    def __init__(self, patience: float) -> None:
        """`patience` is how many seconds a page waits for an answer."""
        self._patience = patience
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="desk")
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[object, ...], Future[Any]] = OrderedDict()

    def now(self, edition: Edition, name: str, given: Mapping[str, str]) -> list[Row]:
        """The rows of an answer that is part of a longer piece of work: in this thread, and not kept."""
        return list(mappings(run(edition.store, bind(question(name), given))))

    def table(self, edition: Edition, name: str, given: Mapping[str, str]) -> Table:
        """The answer to a question of the library. Raises QueryError and StillAsking."""

        def answer() -> Table:
            result = run(edition.store, bind(question(name), given))
            if not isinstance(result, Table):
                raise TypeError(name)
            return result

        return self.once(edition, ("table", name, *sorted(given.items())), answer)

    def rows(self, edition: Edition, name: str, given: Mapping[str, str]) -> list[Row]:
        """The same as bare text by column."""
        table = self.table(edition, name, given)
        return self.once(edition, ("rows", name, *sorted(given.items())), lambda: list(mappings(table)))

    def once(self, edition: Edition, key: tuple[object, ...], make: Callable[[], T]) -> T:
        """What `make` gives, made once an edition. Raises what it raises, and StillAsking."""
        whole = (edition.number, *key)
        with self._lock:
            made = self._kept.get(whole)
            if made is None:
                self._forget(edition.number)
                made = self._kept[whole] = self._threads.submit(make)
            self._kept.move_to_end(whole)
        try:
            found: T = made.result(self._patience)
        except TooLong:
            raise StillAsking(key[0]) from None
        except BaseException:
            with self._lock:
                self._kept.pop(whole, None)
            raise
        return found

    def _forget(self, number: int) -> None:
        for key in [key for key in self._kept if key[0] != number]:
            del self._kept[key]
        while len(self._kept) >= _KEPT:
            self._kept.popitem(last=False)
