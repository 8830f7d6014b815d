"""The draft is read anew after every edit, whichever door it came through and whatever the clock says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin import site
from django.db import connection
from django.db.models import CASCADE, F, Model
from django.test import Client
from django.test.utils import CaptureQueriesContext

from common import clock
from content.draft import _stamp, draft_state
from content.models import CatalogueRow
from content.sections import SECTIONS
from content.services.drafts import draft_row_copy, draft_row_revert
from content.tests.doors.test_catalogue import form_of
from players.models import Skill
from world.models import Location, LocationExit, Monster

pytestmark = pytest.mark.django_db
MARKET = "/admin/world/location/market/change/"


def test_an_edit_behind_a_later_one_is_seen(draft: None) -> None:
    """The clock went back, or another row was saved by a machine whose clock is ahead."""
    Monster.objects.filter(pk="likho").update(updated_at=clock.now() + timedelta(hours=1))
    before = _stamp()
    some = Monster.objects.exclude(pk="likho")[0]
    some.hp += 1
    some.save()
    assert _stamp() != before


def test_two_rows_that_trade_places_in_time_are_seen(draft: None) -> None:
    first, second = Monster.objects.all()[:2]
    before = _stamp()
    Monster.objects.filter(pk=first.pk).update(updated_at=second.updated_at)
    Monster.objects.filter(pk=second.pk).update(updated_at=first.updated_at)
    assert _stamp() != before


def test_while_nobody_edits_it_stays_the_same_by_one_query(draft: None) -> None:
    with CaptureQueriesContext(connection) as captured:
        before = _stamp()
    assert len(captured) == 1
    assert {name for name, _ in before} == set(SECTIONS)
    assert _stamp() == before


def test_an_empty_draft_has_a_stamp() -> None:
    assert {digest for _, digest in _stamp()} == {None}


def _child_changed(form: dict[str, Any]) -> dict[str, Any]:
    return form | {"exits-0-min_level": 4}


def _child_deleted(form: dict[str, Any]) -> dict[str, Any]:
    return form | {"exits-0-DELETE": "on"}


def _child_added(form: dict[str, Any]) -> dict[str, Any]:
    number = int(form["exits-TOTAL_FORMS"])
    taken = {form[f"exits-{place}-to"] for place in range(number)}
    to = Location.objects.exclude(pk__in={*taken, "market"})[0].pk
    new = {f"exits-{number}-location": "market", f"exits-{number}-to": to, f"exits-{number}-min_level": 1}
    new[f"exits-{number}-position"] = number
    return form | new | {"exits-TOTAL_FORMS": number + 1}


@pytest.mark.parametrize("edit", [_child_changed, _child_deleted, _child_added])
def test_an_edit_of_a_child_alone_is_seen(master: Client, edit: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    exits = set(LocationExit.objects.filter(location="market").values_list("to", "min_level"))
    before = _stamp()
    answer = master.post(MARKET, edit(form_of(master, MARKET)))
    assert answer.status_code == 302, [inline.formset.errors for inline in answer.context["inline_admin_formsets"]]
    assert set(LocationExit.objects.filter(location="market").values_list("to", "min_level")) != exits
    assert _stamp() != before
    assert [change.key for change in draft_state().changes] == ["market"]


def test_an_edit_in_the_list_is_seen(master: Client) -> None:
    before = _stamp()
    page = master.get("/admin/players/skill/")
    formset = page.context["cl"].formset
    forms = [formset.management_form, *formset.forms]
    data = {form.add_prefix(name): form[name].value() for form in forms for name in form.fields}
    answer = master.post("/admin/players/skill/", data | {"form-0-cooldown": 9, "_save": "Save"})
    assert answer.status_code == 302
    assert Skill.objects.filter(cooldown=9).count() == 1
    assert _stamp() != before


def test_rows_deleted_from_the_list_are_seen(master: Client) -> None:
    """Nothing that another row is made of goes with them: what is named by others is protected."""
    copy = draft_row_copy(section="locations", key="market", actor="test")
    before = _stamp()
    data = {"action": "delete_selected", "_selected_action": [copy], "post": "yes"}
    assert master.post("/admin/world/location/", data).status_code == 302
    assert not Location.objects.filter(pk=copy).exists()
    assert _stamp() != before


def test_copies_and_reverts_are_seen(master: Client) -> None:
    before = _stamp()
    copy = draft_row_copy(section="monsters", key="likho", actor="test")
    copied = _stamp()
    LocationExit.objects.filter(location="market").update(min_level=F("min_level") + 1)
    draft_row_revert(section="locations", key="market", actor="test")
    assert copy
    assert len({before, copied, _stamp()}) == 3


def test_children_have_no_admin_of_their_own() -> None:
    """A child is saved with its parent; a page of its own would leave the parent's time as it was."""
    children: set[type[Model]] = {
        relation.related_model
        for section in SECTIONS.values()
        for relation in section.model._meta.related_objects
        if relation.on_delete is CASCADE
    }
    assert children
    assert [child for child in children if not issubclass(child, CatalogueRow) and site.is_registered(child)] == []
