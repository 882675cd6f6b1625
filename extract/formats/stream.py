"""XML parts too large to hold: read as a stream of elements that stops when the listener has enough."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol
from xml.parsers import expat

from ..read import Unreadable
from .archive import unpacking
from .parts import Package

MAX_STREAM_BYTES = 64_000_000


class Stop(Exception):
    """The listener has heard enough."""


class Listener(Protocol):
    """Hears elements as they begin and end, names without namespaces; `text` is what stands directly in one."""

    def start(self, tag: str, attributes: dict[str, str]) -> None: ...

    def end(self, tag: str, text: str) -> None: ...


def stream(package: Package, name: str, listener: Listener) -> None:
    """Let `listener` hear one part. No DTD and no entity is looked at. Raises Unreadable."""
    try:
        _parse(unpacking(package.archive, package.parts[name.lower()]), listener)
    except KeyError:
        raise Unreadable(f"lacks its part {name}; save it anew") from None
    except expat.ExpatError as error:
        raise Unreadable(f"damaged inside ({error})") from error
    except Stop:
        return


def _parse(chunks: Iterator[bytes], listener: Listener) -> None:
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    heard: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        heard.clear()
        listener.start(name.rpartition("}")[2], attributes)

    def end(name: str) -> None:
        listener.end(name.rpartition("}")[2], "".join(heard))
        heard.clear()

    def refuse(*_: object) -> None:
        raise Unreadable("declares XML entities, which no Office program writes; check the file")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = heard.append
    parser.StartDoctypeDeclHandler = refuse
    left = MAX_STREAM_BYTES
    for chunk in chunks:
        left -= len(chunk)
        if left < 0:
            raise Unreadable(f"has a part larger than {MAX_STREAM_BYTES // 1_000_000} MB when unpacked")
        parser.Parse(chunk, False)
    parser.Parse(b"", True)
