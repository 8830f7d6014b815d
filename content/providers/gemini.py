"""Gemini, by Google's own library."""

from __future__ import annotations

import json
from functools import partial

from google import genai
from google.genai import errors, types

from content.providers.attempts import Leash, answer_within, judged, refused
from content.providers.base import Answer, Outcome, Price
from content.rules.prompts import Prompt

# Micro-dollars for a million tokens, paid tier (ai.google.dev/gemini-api/docs/pricing); an unknown model is booked
# at the dearest of them, so that a budget holds whatever is configured.
PRICES = {
    "gemini-2.5-flash-lite": Price(100_000, 400_000),
    "gemini-2.5-flash": Price(300_000, 2_500_000),
    "gemini-2.5-pro": Price(1_250_000, 10_000_000),
    "gemini-3-flash": Price(500_000, 3_000_000),
    "gemini-3.1-flash-lite": Price(250_000, 1_500_000),
    "gemini-3.1-pro": Price(2_000_000, 12_000_000),
    "gemini-3.5-flash": Price(1_500_000, 9_000_000),
}
DEAREST = PRICES["gemini-3.1-pro"]
_BLOCKED = frozenset({"SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "LANGUAGE"})
_HARMS = (
    types.HarmCategory.HARM_CATEGORY_HARASSMENT,
    types.HarmCategory.HARM_CATEGORY_HATE_SPEECH,
    types.HarmCategory.HARM_CATEGORY_SEXUALLY_EXPLICIT,
    types.HarmCategory.HARM_CATEGORY_DANGEROUS_CONTENT,
)


SAFETY = "BLOCK_MEDIUM_AND_ABOVE"


class GeminiProvider:
    """`safety`: a HarmBlockThreshold, such as BLOCK_MEDIUM_AND_ABOVE. `base_url`: another address than Google's."""

    name = "gemini"

    def __init__(self, *, api_key: str, model: str, base_url: str = "", safety: str = SAFETY) -> None:
        self._model = model
        self._safety = [
            types.SafetySetting(category=harm, threshold=types.HarmBlockThreshold(safety)) for harm in _HARMS
        ]
        self._client = genai.Client(api_key=api_key, http_options=types.HttpOptions(base_url=base_url or None))
        self._leash = Leash(self.name)

    def model_of(self, prompt: Prompt) -> str:
        return prompt.model or self._model

    def price_of(self, model: str) -> Price:
        return PRICES.get(model, DEAREST)

    def write(self, prompt: Prompt, *, seconds: float) -> Answer:
        return answer_within(seconds, lambda left: self._leash.call(partial(self._call, prompt, left), left))

    def _call(self, prompt: Prompt, seconds: float) -> Answer:
        try:
            response = self._client.models.generate_content(
                model=self.model_of(prompt), contents=prompt.user, config=self._config(prompt, seconds)
            )
        except errors.APIError as error:
            headers = getattr(error.response, "headers", None)
            return refused(error.code or 500, headers, f"{error.code} {error.status}")
        except json.JSONDecodeError:
            return Answer(Outcome.TRANSPORT, detail="not JSON")  # a proxy's page with status 200
        except RecursionError:
            return Answer(Outcome.INVALID, detail="nested too deeply")  # the library parses the text as well
        except Exception as error:  # noqa: BLE001  (the library lets its HTTP client's own errors through)
            return Answer(Outcome.TRANSPORT, detail=repr(error))
        return _classified(response, prompt)

    def _config(self, prompt: Prompt, seconds: float) -> types.GenerateContentConfig:
        return types.GenerateContentConfig(
            system_instruction=prompt.system,
            temperature=prompt.temperature,
            max_output_tokens=prompt.max_tokens,
            seed=prompt.seed % 2**31,
            response_mime_type="application/json",
            response_json_schema=dict(prompt.schema),
            safety_settings=self._safety,
            automatic_function_calling=types.AutomaticFunctionCallingConfig(disable=True),
            thinking_config=types.ThinkingConfig(thinking_budget=0) if "2.5-flash" in self.model_of(prompt) else None,
            http_options=types.HttpOptions(
                timeout=max(int(seconds * 1000), 100), retry_options=types.HttpRetryOptions(attempts=1)
            ),
        )


def _classified(response: types.GenerateContentResponse, prompt: Prompt) -> Answer:
    """What the library raises nothing for: blocked, cut off, empty, or other JSON than was asked for."""
    usage = response.usage_metadata
    tokens_in = (usage.prompt_token_count or 0) if usage else 0
    tokens_out = ((usage.candidates_token_count or 0) + (usage.thoughts_token_count or 0)) if usage else 0
    answer = Answer(Outcome.EMPTY, tokens_in=tokens_in, tokens_out=tokens_out)
    feedback = response.prompt_feedback
    if feedback is not None and feedback.block_reason is not None:
        return _as(answer, Outcome.BLOCKED, str(feedback.block_reason.value))
    if not response.candidates:
        return answer
    reason = response.candidates[0].finish_reason
    ended = reason.value if reason is not None else ""
    if ended in _BLOCKED:
        return _as(answer, Outcome.BLOCKED, ended)
    if ended == "MAX_TOKENS":
        return _as(answer, Outcome.TRUNCATED, ended)
    return judged(answer, _text(response), prompt.asked.purpose)


def _as(answer: Answer, outcome: Outcome, detail: str) -> Answer:
    return Answer(outcome, None, answer.tokens_in, answer.tokens_out, detail)


def _text(response: types.GenerateContentResponse) -> str | None:
    content = response.candidates[0].content if response.candidates else None
    parts = (content.parts or []) if content is not None else []
    return "".join(part.text or "" for part in parts if not part.thought)
