"""The writer that needs no network: composed texts. The default where no key is configured."""

from __future__ import annotations

from content.providers.base import Answer, Outcome, Price
from content.rules.composer import composed
from content.rules.prompts import Prompt


class OfflineProvider:
    name = "offline"

    def model_of(self, prompt: Prompt) -> str:
        return "composer"

    def price_of(self, model: str) -> Price:
        return Price(0, 0)

    def write(self, prompt: Prompt, *, seconds: float) -> Answer:
        kind = prompt.kind
        words = composed(prompt.asked, seed=prompt.seed, longest=kind.max_length, shortest=kind.min_length)
        return Answer(Outcome.OK, words) if words.body else Answer(Outcome.EMPTY)
