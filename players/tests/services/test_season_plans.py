"""Seasons that begin by themselves, as a release plans them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from common import clock
from common.tests.sample import in_threads
from content.rules.catalogue import Catalogue
from gameproject.testing import publish_starter
from players.models import Season, SeasonPlan
from players.rules.seasons import SeasonPlanSpec, plan_after, season_name
from players.services.seasons import LONGEST_WAIT, season_step, seasons_advance

NOW = clock.now().replace(microsecond=0)


def first_plan(world: Catalogue) -> SeasonPlanSpec:
    plan = plan_after(world.all(SeasonPlanSpec), "")
    assert plan is not None
    return plan


@pytest.mark.django_db
class TestStory:
    def test_a_new_world_has_a_season_with_prizes(self, published_world: Catalogue) -> None:
        plan = first_plan(published_world)
        assert seasons_advance(now=NOW) == 1
        season = Season.objects.get()
        name = season_name(plan, 1)
        assert (season.state, season.name_ru, season.name_en) == ("running", name.ru, name.en)
        assert (season.starts_at, season.ends_at) == (NOW, NOW + timedelta(days=plan.days))
        assert [(prize.board, prize.gold) for prize in season.prizes.order_by("pk")] == [
            (prize.board, prize.gold) for prize in plan.prizes
        ]
        assert seasons_advance(now=NOW) == 0

    def test_the_plans_take_turns(self, published_world: Catalogue) -> None:
        plans = published_world.all(SeasonPlanSpec)
        seasons_advance(now=NOW)
        season = Season.objects.get()
        seasons_advance(now=season.ends_at)
        later = season.ends_at + LONGEST_WAIT
        seasons_advance(now=later)
        following = Season.objects.exclude(pk=season.pk).get()
        assert following.starts_at == later
        second = plan_after(plans, season.plan)
        assert second is not None
        assert (following.state, following.plan) == ("running", second.key)
        assert following.name_en == season_name(second, 2).en

    def test_a_season_that_somebody_has_planned_comes_first(self, published_world: Catalogue) -> None:
        times = {"starts_at": NOW + timedelta(days=3), "ends_at": NOW + timedelta(days=9)}
        Season.objects.create(name_ru="Своя", name_en="Ours", repeats=False, **times)
        assert seasons_advance(now=NOW) == 0
        assert Season.objects.get().name_en == "Ours"

    def test_nothing_begins_without_a_release_or_a_plan(self, db: None) -> None:
        assert seasons_advance(now=NOW) == 0
        assert not Season.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_begin_one_season() -> None:
    publish_starter()
    began = in_threads(*[lambda: season_step(now=NOW)] * 4)
    assert sum(answer is True for answer in began) == 1
    assert Season.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ru", "en"])
def test_plans_and_seasons_have_pages(admin_client: Client, published_world: Catalogue, language: str) -> None:
    headers = {"accept-language": language}
    plan = first_plan(published_world)
    listed = admin_client.get("/admin/players/season/", headers=headers).content.decode()
    assert season_name(plan, 1).in_(language) in listed
    assert admin_client.get("/admin/players/seasonplan/", headers=headers).status_code == 200
    key = SeasonPlan.objects.create(key="drafted", name_ru="Сезон {n}", name_en="Season {n}").pk
    page = admin_client.get(f"/admin/players/seasonplan/{key}/change/", headers=headers)
    assert page.status_code == 200
