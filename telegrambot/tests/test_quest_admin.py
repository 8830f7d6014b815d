"""The pages of quests and achievements: how they read in the chat, how they go, and what can be chosen."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from content.draft import draft_state
from content.rules.catalogue import Catalogue
from content.services.bundles import bundle_load, bundle_read
from gameproject.testing import STARTER, make_player
from players.models import Quest, QuestEntry, UnlockedAchievement
from players.rules.quests import QuestSpec

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(published_world: Catalogue) -> Catalogue:
    bundle_load(rows=bundle_read(STARTER), actor="test")
    return published_world


def page(client: Client, name: str, *args: str) -> str:
    response = client.get(reverse(f"admin:{name}", args=args), headers={"accept-language": "en"})
    assert response.status_code == 200
    return response.content.decode()


def test_a_quest_reads_on_its_page_as_in_the_chat(admin_client: Client, draft: Catalogue) -> None:
    text = page(admin_client, "players_quest_change", "the_crossing")
    for words in ("<b>The Crossing</b> · new", "<b>Переправа</b> · новое", "Beat “Lean Wolf”: 0 of 4", "Обозы пошли"):
        assert words in text
    assert '<option value="forest_gate" selected>' in text
    assert '<option value="lean_wolf" selected>' in text
    feat = page(admin_client, "players_achievement_change", "goose_bane")
    assert "Одолеть: «Сердитый гусь» · 0 из 30" in feat


def test_the_lists_tell_how_it_goes(admin_client: Client, draft: Catalogue) -> None:
    for number in range(3):
        player = make_player()
        QuestEntry.objects.create(player=player, quest="first_steps", times_accepted=2, times_finished=number)
        UnlockedAchievement.objects.create(player=player, achievement="first_win")
    assert "6 · 3 (50 %)" in page(admin_client, "players_quest_changelist")
    assert "field-unlocked" in page(admin_client, "players_achievement_changelist")
    assert "First Steps" in page(admin_client, "players_player_change", str(player.pk))


def test_the_draft_is_the_bundle(draft: Catalogue) -> None:
    """Rows and their children go to the draft and come back the same."""
    read = draft_state().draft.all(QuestSpec)
    assert dict(read) == dict(draft.all(QuestSpec))
    assert Quest.objects.get(pk="needle_in_the_egg").prerequisites.count() == 1
