"""Results for the plans at hand are kept, for objects and not for what they say."""

from zeren.extract.links.memory import remembered


def test_the_same_object_is_asked_for_once_and_a_like_one_again():
    asked = []

    @remembered
    def size(things: list[int]) -> int:
        asked.append(things)
        return len(things)

    one, other = [1, 2], [1, 2]
    assert (size(one), size(one), size(other)) == (2, 2, 2)
    assert len(asked) == 2


def test_what_was_not_asked_for_lately_is_forgotten():
    asked = []

    @remembered
    def first(things: list[int]) -> int:
        asked.append(things[0])
        return things[0]

    many = [[number] for number in range(12)]
    assert [first(one) for one in many] == list(range(12))
    assert first(many[-1]) == 11
    assert len(asked) == 12
    first(many[0])
    assert asked[-1] == 0
