"""Questions that pages ask, by number: pages ask hundreds of them, and mostly the same."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

NUMBER = "I"
"""The type of numbers in an array: four bytes, no sign."""


def _no_numbers() -> array[int]:
    return array(NUMBER)


@dataclass(frozen=True, slots=True)
class Told:
    """What a page asked: the numbers of questions that have one, and the other questions themselves."""

    numbers: array[int] = field(default_factory=_no_numbers)
    others: tuple[str, ...] = ()


class Questions:
    """Questions in each language of the directory by their numbers, which begin at 1.

    A process that makes pages inherits those that are known, so that hardly a text has to travel.
    """

    def __init__(self, known: Iterable[tuple[int, str, str]] = ()) -> None:
        self._numbers: dict[str, dict[str, int]] = {}
        self._questions: dict[int, tuple[str, str]] = {}
        self._last = 0
        for number, language, question in known:
            self._add(number, language, question)

    def number(self, language: str, questions: Iterable[str]) -> array[int]:
        """Give the number of each question, a new one where it has none."""
        numbers = self._numbers.setdefault(language, {})
        found = array(NUMBER)
        for question in questions:
            found.append(numbers[question] if question in numbers else self._add(self._last + 1, language, question))
        return found

    def tell(self, language: str, questions: Iterable[str]) -> Told:
        """Tell of questions by number where they have one."""
        numbers: Mapping[str, int] = self._numbers.get(language, {})
        found, others = array(NUMBER), []
        for question in questions:
            if question in numbers:
                found.append(numbers[question])
            else:
                others.append(question)
        return Told(found, tuple(others))

    def numbers_of(self, language: str, told: Told) -> array[int]:
        """Give the numbers of all questions that are told of."""
        return told.numbers + self.number(language, told.others)

    def of(self, number: int) -> tuple[str, str]:
        """Give the language of the directory that is asked, and the question."""
        return self._questions[number]

    def _add(self, number: int, language: str, question: str) -> int:
        self._numbers.setdefault(language, {})[question] = number
        self._questions[number] = (language, question)
        self._last = max(self._last, number)
        return number
