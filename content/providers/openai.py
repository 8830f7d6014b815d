"""OpenAI, or whatever speaks its chat completions, by its own library: an optional extra of this project."""

from __future__ import annotations

from functools import partial
from typing import Any

import openai

from content.providers.attempts import Leash, answer_within, judged, refused
from content.providers.base import Answer, Outcome, Price
from content.rules.prompts import Prompt

# Micro-dollars for a million tokens (platform.openai.com/docs/pricing); an unknown model is booked at the dearest.
PRICES = {
    "gpt-4o-mini": Price(150_000, 600_000),
    "gpt-4.1-mini": Price(400_000, 1_600_000),
    "gpt-4.1-nano": Price(100_000, 400_000),
    "gpt-4o": Price(2_500_000, 10_000_000),
}
DEAREST = PRICES["gpt-4o"]


class OpenAIProvider:
    name = "openai"

    def __init__(self, *, api_key: str, model: str, base_url: str = "") -> None:
        self._model = model
        self._client = openai.OpenAI(api_key=api_key, base_url=base_url or None, max_retries=0)
        self._leash = Leash(self.name)

    def model_of(self, prompt: Prompt) -> str:
        return prompt.model or self._model

    def price_of(self, model: str) -> Price:
        return PRICES.get(model, DEAREST)

    def write(self, prompt: Prompt, *, seconds: float) -> Answer:
        return answer_within(seconds, lambda left: self._leash.call(partial(self._call, prompt, left), left))

    def _call(self, prompt: Prompt, seconds: float) -> Answer:
        try:
            completion = self._client.chat.completions.create(**self._asked(prompt), timeout=max(seconds, 0.1))
        except openai.APIStatusError as error:
            return refused(error.status_code, error.response.headers, f"{error.status_code} {error.code}")
        except Exception as error:  # noqa: BLE001  (a page that is no JSON, a reset connection: all one to the text)
            return Answer(Outcome.TRANSPORT, detail=repr(error))
        return _classified(completion, prompt)

    def _asked(self, prompt: Prompt) -> dict[str, Any]:
        return {
            "model": self.model_of(prompt),
            "messages": [{"role": "system", "content": prompt.system}, {"role": "user", "content": prompt.user}],
            "temperature": prompt.temperature,
            "max_completion_tokens": prompt.max_tokens,
            "seed": prompt.seed % 2**31,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "text", "strict": True, "schema": _strict(prompt)},
            },
        }


def _strict(prompt: Prompt) -> dict[str, Any]:
    """Strict mode takes no lengths; they are checked afterwards."""
    fields = {name: {"type": "string"} for name in prompt.schema["properties"]}
    return {"type": "object", "properties": fields, "required": sorted(fields), "additionalProperties": False}


def _classified(completion: Any, prompt: Prompt) -> Answer:
    """A server that only resembles OpenAI's may leave out anything, and the library lets it."""
    usage = getattr(completion, "usage", None)
    tokens_in = getattr(usage, "prompt_tokens", None) or 0
    tokens_out = getattr(usage, "completion_tokens", None) or 0
    answer = Answer(Outcome.EMPTY, tokens_in=tokens_in, tokens_out=tokens_out)
    choices = getattr(completion, "choices", None)
    if not choices:
        return answer
    message, ended = choices[0].message, choices[0].finish_reason
    if ended == "content_filter" or getattr(message, "refusal", None):
        return Answer(Outcome.BLOCKED, None, tokens_in, tokens_out, str(getattr(message, "refusal", "") or ended))
    if ended == "length":
        return Answer(Outcome.TRUNCATED, None, tokens_in, tokens_out, str(ended))
    return judged(answer, message.content, prompt.asked.purpose)
