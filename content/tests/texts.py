"""A writer for tests and something to write about."""

from __future__ import annotations

from dataclasses import dataclass, field

from common.rules.rng import Rng
from content.providers.base import Answer, Outcome, Price
from content.rules.prompts import Prompt
from content.rules.texts import Ask, Purpose, Words, ask

WRITTEN = "Туман лежит на воде, и огни деревни дрожат в нём, будто кто-то идёт навстречу с фонарём."
_SOUNDS = "борваргулдубжарзовколлесмохнорпаррогсуктурхорцепчуршумельиваольхрябплёщ"  # three letters each


def prose(number: int) -> str:
    """A sentence unlike every other number's."""
    rng = Rng(number)
    sounds = [_SOUNDS[start : start + 3] for start in range(0, len(_SOUNDS) - 2, 3)]
    words = [rng.pick(sounds) + rng.pick(sounds) for _ in range(9)]
    return "И это не " + ", но и ".join(words) + "."


@dataclass
class Scribe:
    """A provider that gives what it is told to give, then WRITTEN once, then something new each time."""

    answers: list[Answer] = field(default_factory=list)
    calls: list[Prompt] = field(default_factory=list)
    name: str = "scribe"

    def model_of(self, prompt: Prompt) -> str:
        return "quill"

    def price_of(self, model: str) -> Price:
        return Price(10_000_000, 20_000_000)

    def write(self, prompt: Prompt, *, seconds: float) -> Answer:
        self.calls.append(prompt)
        if self.answers:
            return self.answers.pop(0)
        told = WRITTEN if len(self.calls) == 1 else prose(len(self.calls))
        return Answer(Outcome.OK, Words(told), 100, 50)


def ford(**facts: str) -> Ask:
    about = {"place": "Брод", "region": "Озёрный край", "about": "Мелкая вода.", "time": "ночь", "weather": "туман"}
    return ask(Purpose.LOCATION, "ru", "location:ford", **(about | facts))
