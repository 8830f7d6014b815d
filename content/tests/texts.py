"""A writer for tests and something to write about."""

from __future__ import annotations

from dataclasses import dataclass, field

from content.providers.base import Answer, Outcome, Price
from content.rules.prompts import Prompt
from content.rules.texts import Ask, Purpose, Words, ask

WRITTEN = "Туман лежит на воде, и огни деревни дрожат в нём, будто кто-то идёт навстречу с фонарём."


@dataclass
class Scribe:
    """A provider that gives what it is told to give."""

    answers: list[Answer] = field(default_factory=list)
    calls: list[Prompt] = field(default_factory=list)
    name: str = "scribe"

    def model_of(self, prompt: Prompt) -> str:
        return "quill"

    def price_of(self, model: str) -> Price:
        return Price(1_000_000, 2_000_000)

    def write(self, prompt: Prompt, *, seconds: float) -> Answer:
        self.calls.append(prompt)
        return self.answers.pop(0) if self.answers else Answer(Outcome.OK, Words(WRITTEN), 100, 50)


def ford(**facts: str) -> Ask:
    about = {"place": "Брод", "region": "Озёрный край", "about": "Мелкая вода.", "time": "ночь", "weather": "туман"}
    return ask(Purpose.LOCATION, "ru", "location:ford", **(about | facts))
