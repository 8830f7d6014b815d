"""The admin of skills and classes: what players will read, while it is being written."""

from __future__ import annotations

import pytest
from django.test import Client

from players.models import CharacterClass, Skill, SkillEffect

pytestmark = pytest.mark.django_db


def test_a_skill_is_previewed_in_both_languages_at_its_first_and_last_rank(master: Client) -> None:
    page = master.get("/admin/players/skill/deep_cut/change/").content.decode()
    assert "100% physical damage; bleeding, 24% of attack a turn" in page
    assert "bleeding, 36% of attack a turn" in page
    assert "100 % урона; кровотечение, 24 % атаки за ход" in page


def test_a_summon_offers_the_monsters_of_the_draft(master: Client) -> None:
    page = master.get("/admin/players/skill/call_wolf/change/").content.decode()
    assert 'value="lean_wolf" selected' in page
    assert 'value="koschei"' in page


def test_a_formula_that_divides_by_zero_is_shown_on_its_row_and_cannot_be_published(master: Client) -> None:
    SkillEffect.objects.filter(skill="deep_cut").update(formula="100 / (level - 5)")
    page = master.get("/admin/players/skill/deep_cut/change/").content.decode()
    assert "divides by zero" in page
    assert "level = 5" in page


def test_a_class_shows_its_tree_and_a_new_skill_opens_empty(master: Client) -> None:
    page = master.get("/admin/players/characterclass/warrior/change/").content.decode()
    assert "Onslaught" in page
    assert "Split the Mail" in page
    for address in ("/admin/players/skill/add/", "/admin/players/characterclass/add/", "/admin/players/skill/"):
        assert master.get(address).status_code == 200


def test_a_copy_of_a_class_has_the_whole_tree(master: Client) -> None:
    data = {"action": "copy_rows", "_selected_action": ["warrior"]}
    master.post("/admin/players/characterclass/", data)
    copy = CharacterClass.objects.exclude(pk__in=["warrior", "hunter", "mage"]).get()
    warrior = CharacterClass.objects.get(pk="warrior")
    for children in ("skills", "branches", "needs"):
        assert getattr(copy, children).count() == getattr(warrior, children).count() > 0
    assert Skill.objects.get(pk="hardened").modifiers.count() == 1
