"""What commands show: results, progress, complaints."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from rich.progress import Progress

from ..graph.export import write
from ..queries import Result, render, terminal


def complain(message: str, status: int) -> int:
    """Say on stderr what is wrong, and give back the exit status."""
    sys.stderr.write(f"zeren: {message}\n")
    return status


def stop_at_once() -> None:
    """Let Ctrl-C end a command that only reads: while the store answers, Python would not hear of it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def shown_progress(what: str) -> Iterator[Callable[[float, int], None]]:
    """A progress bar on a terminal, nothing in a pipe."""
    console = terminal.console(error=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def show(result: Result, form: str = "table") -> None:
    """Print a result to stdout."""
    sys.stdout.flush()
    render(result, form, sys.stdout.buffer)


def write_result(result: Result, form: str, output: Path, title: str = "") -> None:
    """Write a result to a file, whole or not at all."""
    filled = BytesIO()
    render(result, form, filled, title)
    write(filled.getvalue(), output)
