"""What the tests of formats share: damage, and refusals that are one line and quick."""

import contextlib
import random
import time
from collections.abc import Callable, Iterator

import pytest

from zeren.extract.read import Unreadable

Flip = Callable[[bytes, random.Random], bytes]
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
