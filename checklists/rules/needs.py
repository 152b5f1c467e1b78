"""Needs must not run in a circle. Pure."""

from collections import defaultdict
from collections.abc import Iterable

# Of a circle's tasks, after the first two.
MOST_NAMED = 4


class Circle(Exception):
    """The needs run in a circle; `numbers` are its tasks in order, the first one again at the end."""

    def __init__(self, numbers: list[str]) -> None:
        super().__init__(" -> ".join(numbers))
        self.numbers = numbers


def circle_with(start: str, edges: Iterable[tuple[str, str]]) -> list[str]:
    """The shortest way from a task over its needs (task, needs) back to itself, e.g. [K01, K02, K01]; empty when none.

    A task that needs itself gives [K01, K01].
    """
    needs: dict[str, list[str]] = defaultdict(list)
    for task, need in edges:
        needs[task].append(need)
    came_from: dict[str, str] = {}
    to_look_at = [start]
    for number in to_look_at:
        for need in needs[number]:
            if need == start:
                return [*_way(number, came_from), start]
            if need not in came_from:
                came_from[need] = number
                to_look_at.append(need)
    return []


def _way(number: str, came_from: dict[str, str]) -> list[str]:
    way = [number]
    while way[0] in came_from:
        way.insert(0, came_from[way[0]])
    return way


def circle_in_words(numbers: list[str]) -> str:
    """Such as "K01 kræver K02, som kræver K01"; of a long circle the beginning, and the step that closes it."""
    first, second, *rest = numbers
    if (left_out := len(rest) - MOST_NAMED - 1) > 1:
        rest = [*rest[:MOST_NAMED], f"{left_out} andre i træk", first]
    return f"{first} kræver {second}" + "".join(f", som kræver {number}" for number in rest)
