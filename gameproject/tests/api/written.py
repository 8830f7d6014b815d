"""Texts as a provider would have written them, and a program that moderates them."""

from __future__ import annotations

from django.contrib.auth.models import Permission, User

from content.models import GameText, TextVersion
from content.rules.texts import Purpose, ask
from gameproject.tests.api.client import ApiClient
from players.services.api_keys import api_key_issue

TOLD = (
    "The fog lies on the water, and the lights of the village tremble in it as if somebody came with a lantern.",
    "The water is black and slow, and from the far bank an owl asks the same thing again and again.",
)


def text_written(explorer_id: int, state: GameText.State, *, credit: str = "", versions: int = 1) -> GameText:
    """A place at night, in English. Its newest version is the one that is read, where any is."""
    asked = ask(
        Purpose.LOCATION,
        "en",
        "location:ford",
        place="The Ford",
        region="Lakeland",
        about="Shallow water over pale stones.",
        time="Night",
        weather="Fog",
    )
    is_shown = state == GameText.State.PUBLISHED
    row = GameText.objects.create(
        purpose=asked.purpose,
        language=asked.language,
        fingerprint=asked.fingerprint,
        subject=asked.subject,
        facts=dict(asked.facts),
        state=state,
        body=TOLD[versions - 1] if is_shown else "",
        version=versions if is_shown else 0,
        explorer_id=explorer_id,
        credit=credit,
    )
    for number in range(1, versions + 1):
        TextVersion.objects.create(
            text=row,
            number=number,
            body=TOLD[number - 1],
            provider="gemini",
            model="gemini-2.5-flash",
            prompt_version="0a1b2c3d4e5f",
            seed="7",
            cost=180,
        )
    row.refresh_from_db()
    return row


def moderating() -> ApiClient:
    """A program that acts for Zlata, who may moderate texts."""
    zlata = User.objects.create_user("zlata", is_staff=True)
    zlata.user_permissions.add(Permission.objects.get(codename="moderate_texts", content_type__app_label="content"))
    _, secret = api_key_issue(name="desk", scopes=["content:moderate"], actor="tests", owner=zlata)
    return ApiClient({"X-API-Key": secret})
