"""What the tests of formats share: damage, and refusals that are one line and quick."""

import contextlib
import random
import time
from collections.abc import Callable, Iterator

import pytest

from zeren.extract.read import Unreadable
from zeren.ontology.model import Extraction

Flip = Callable[[bytes, random.Random], bytes]
Same = Callable[[Extraction, Extraction], None]
Refused = Callable[[str], "contextlib.AbstractContextManager[None]"]


@pytest.fixture(scope="session")
def flipped() -> Flip:
    """For bytes: the same with some changed, left out or written twice."""

    def flip(data: bytes, chance: random.Random) -> bytes:
        changed = bytearray(data)
        for _ in range(chance.randint(1, 6)):
            at, length = chance.randrange(len(changed)), chance.randint(1, 40)
            piece = changed[at : at + length]
            changed[at : at + length] = chance.choice(
                [b"", piece * 2, bytes([chance.randrange(256)]) + piece[1:]]
            )
        return bytes(changed)

    return flip


@pytest.fixture(scope="session")
def refused() -> Refused:
    """What is done within is refused in one line that says so much, within five seconds."""

    @contextlib.contextmanager
    def refusal(message: str) -> Iterator[None]:
        begun = time.process_time()
        with pytest.raises(Unreadable, match=message) as error:
            yield
        assert "\n" not in str(error.value)
        assert time.process_time() - begun < 5

    return refusal


@pytest.fixture(scope="session")
def same_findings() -> Same:
    """Holds that two extractions found the same, and of the same plan."""

    def hold(found: Extraction, plain: Extraction) -> None:
        assert [(t.path, t.label, t.heading) for t in found.tasks] == [
            (t.path, t.label, t.heading) for t in plain.tasks
        ]
        assert [(x.task, x.role, x.as_named, x.institution) for x in found.responsibilities] == [
            (x.task, x.role, x.as_named, x.institution) for x in plain.responsibilities
        ]
        assert [(d.provision, d.text, d.due, d.recurrence) for d in found.deadlines] == [
            (d.provision, d.text, d.due, d.recurrence) for d in plain.deadlines
        ]
        same = ("title", "number", "issuers", "place", "issued", "period")
        assert [getattr(found.document, a) for a in same] == [getattr(plain.document, a) for a in same]

    return hold
