"""Questions that pages ask, by number: pages ask hundreds of them, and mostly the same."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping
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
    """Questions in each language of the directory by their numbers, which begin at 1 and leave no gap to speak of.

    A process that makes pages inherits those that are known, so that hardly a text has to travel.
    """

    def __init__(self, known: Iterable[tuple[int, str, str]] = ()) -> None:
        self._numbers: dict[str, dict[str, int]] = {}
        self._languages: list[str] = [""]
        self._questions: list[str] = [""]
        for number, language, question in known:
            self._add(number, language, question)

    def number(self, language: str, questions: Iterable[str]) -> array[int]:
        """Give the number of each question, a new one where it has none."""
        numbers = self._numbers.setdefault(language, {})
        found = array(NUMBER)
        for question in questions:
            found.append(
                numbers[question] if question in numbers else self._add(len(self._questions), language, question)
            )
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
        return self._languages[number], self._questions[number]

    def _add(self, number: int, language: str, question: str) -> int:
        """Take in a question; the same in another language is told by one text."""
        gap = [""] * (number + 1 - len(self._questions))
        self._languages += gap
        self._questions += gap
        question = self._known(question)
        self._numbers.setdefault(language, {})[question] = number
        self._languages[number], self._questions[number] = sys.intern(language), question
        return number

    def _known(self, question: str) -> str:
        number = next((numbers[question] for numbers in self._numbers.values() if question in numbers), 0)
        return self._questions[number] if number else question


class AnswerDigests:
    """Digests of answers, of `SIZE` bytes each, by the numbers of their questions: in no more memory than that."""

    SIZE = 12

    def __init__(self) -> None:
        self._digests = bytearray()

    def note(self, number: int, digest: bytes) -> None:
        """Take in the digest of the answer to a question."""
        start = number * self.SIZE
        self._digests.extend(bytes(max(0, start + self.SIZE - len(self._digests))))
        self._digests[start : start + self.SIZE] = digest

    def of(self, number: int) -> bytes:
        """Give the digest of an answer; nothing where none is known."""
        start = number * self.SIZE
        found = bytes(self._digests[start : start + self.SIZE])
        return found if any(found) else b""

    def __iter__(self) -> Iterator[int]:
        """Give the numbers of the questions whose answers are known."""
        return (number for number in range(len(self._digests) // self.SIZE) if self.of(number))
