"""From draft rows to what players play by, and back."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from combat.rules.actions import Attack
from combat.services.battles import battle_act
from combat.services.encounters import encounter_seek
from combat.state.battles import MONSTER_ID
from common import clock
from common.models import AuditEntry, OutboxMessage
from content import release as releases
from content.document import catalogue_from, document_digest, document_from
from content.draft import _tables, draft_read, guard, lint
from content.errors import AlreadyActive, DraftHasErrors, NoActiveRelease, NothingToPublish, ReleaseUnfit
from content.models import ActiveRelease, Release
from content.rules.lint import Level
from content.services.bundles import BundleBroken, bundle_load, bundle_read
from content.services.releases import release_activate, release_publish
from gameproject.testing import STARTER, make_player, publish_catalogue, starter_catalogue
from players.rules.catalogue import ClassSpec
from world.models import Location, LocationExit, Monster, Region
from world.rules.catalogue import EncounterSpec, LocationSpec, MonsterSpec
from world.state.place import player_place


@pytest.fixture
def draft(db: None) -> None:
    bundle_load(rows=bundle_read(STARTER), actor="test")


@pytest.fixture
def master(db: None) -> User:
    return User.objects.create_user("master")


@pytest.mark.usefixtures("draft")
def test_a_bundle_is_its_draft_is_its_document() -> None:
    """Rows written to the draft read back equal, in any order of keys, and survive the JSON of a release."""
    starter, drafted = starter_catalogue(), draft_read()
    for spec, rows in starter.sections.items():
        assert dict(drafted.all(spec)) == dict(rows)
    again = catalogue_from(document_from(drafted), release_id=0)
    assert again == drafted


@pytest.mark.usefixtures("draft")
def test_loading_a_bundle_twice_changes_nothing() -> None:
    before = document_digest(document_from(draft_read()))
    bundle_load(rows=bundle_read(STARTER), actor="test")
    assert document_digest(document_from(draft_read())) == before


@pytest.mark.usefixtures("draft")
def test_the_draft_is_read_by_one_query_a_table() -> None:
    with CaptureQueriesContext(connection) as captured:
        draft_read()
    assert len(captured) == len(_tables())


def test_without_a_release_there_is_no_game(db: None) -> None:
    assert releases.is_active() is False
    with pytest.raises(NoActiveRelease):
        releases.current()


@pytest.mark.usefixtures("draft")
def test_publish_change_publish_roll_back(master: User) -> None:
    first = release_publish(by=master, note="one")
    with pytest.raises(NothingToPublish):
        release_publish(by=master)
    Monster.objects.update(hp=777)
    releases.forget()
    assert all(monster.hp != 777 for monster in releases.current().all(MonsterSpec).values())

    second = release_publish(by=master, note="two")
    releases.forget()
    assert all(monster.hp == 777 for monster in releases.current().all(MonsterSpec).values())

    release_activate(release_id=first.pk, by=master, reason="too hard")
    releases.forget()
    assert releases.current().release_id == first.pk
    with pytest.raises(AlreadyActive):
        release_activate(release_id=first.pk, by=master)
    assert second.activations.count() == 1
    assert first.activations.count() == 2
    assert AuditEntry.objects.filter(subject=f"release:{first.pk}").count() == 2
    assert OutboxMessage.objects.filter(name="content.ReleaseActivated").count() == 3


@pytest.mark.usefixtures("draft")
def test_a_broken_draft_is_not_published(master: User) -> None:
    LocationExit.objects.all().delete()
    findings = {finding.code for finding in lint(draft_read()) if finding.level is Level.ERROR}
    assert {"no_way_out", "unreachable"} <= findings
    with pytest.raises(DraftHasErrors):
        release_publish(by=master)
    assert not Release.objects.exists()


@pytest.mark.usefixtures("draft")
def test_the_starter_world_has_no_findings() -> None:
    assert [finding for finding in lint(draft_read()) if finding.level is Level.ERROR] == []


def test_a_running_battle_keeps_its_release(db: None) -> None:
    """A game master who changes a monster changes the next fight, not this one."""
    starter = starter_catalogue()
    publish_catalogue(starter)
    player = make_player()
    here = next(place for place in starter.all(LocationSpec).values() if place.encounters)
    player_place(player.pk, here.key, now=clock.now())
    fight = encounter_seek(player_id=player.pk)

    renamed = {key: replace(monster, xp=31_337) for key, monster in starter.all(MonsterSpec).items()}
    publish_catalogue(replace(starter, sections={**starter.sections, MonsterSpec: renamed}))
    later = battle_act(battle_id=fight.id, player_id=player.pk, action=Attack(MONSTER_ID))
    assert later.catalogue.release_id == fight.catalogue.release_id
    assert later.monster.xp == fight.monster.xp != 31_337
    assert releases.current().get(MonsterSpec, fight.monster.key).xp == 31_337


def test_every_process_plays_by_a_new_release_within_a_second(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process activates a release: this one, which was told nothing, finds it at its next look."""
    first = publish_catalogue(starter_catalogue())
    assert releases.current().release_id == first.pk
    second = Release.objects.create(document=first.document, digest=first.digest)
    ActiveRelease.objects.update(release=second)
    start = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: start + 0.99)
    assert releases.current().release_id == second.pk


def test_the_hot_path_asks_no_catalogue_table(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(releases, "_LOOK_EVERY", 60)  # a busy machine may take longer than the usual half second
    publish_catalogue(starter_catalogue())
    releases.current()
    with CaptureQueriesContext(connection) as captured:
        releases.current().all(MonsterSpec)
    assert len(captured) == 0


def test_a_broken_bundle_names_the_file_and_the_place(tmp_path: Path) -> None:
    bundle = tmp_path / "bundle"
    shutil.copytree(STARTER, bundle)
    (bundle / "items.yaml").write_text("schema: 1\nrows: [{key: x, price: many}]")
    with pytest.raises(BundleBroken, match=r"items\.yaml: .*\$\[0\]"):
        bundle_read(bundle)
    (bundle / "items.yaml").unlink()
    with pytest.raises(BundleBroken, match=r"items\.yaml: the file is missing"):
        bundle_read(bundle)
    (bundle / "itmes.yaml").write_text("schema: 1\nrows: []")
    with pytest.raises(BundleBroken, match="no such section: itmes"):
        bundle_read(bundle)


def test_a_bundle_passes_the_validators_of_the_forms(db: None) -> None:
    rows = dict(bundle_read(STARTER))
    first, *others = rows["locations"]
    rows["locations"] = [replace(first, encounters=(EncounterSpec("moss_man", weight=0),)), *others]
    with pytest.raises(BundleBroken, match=f"locations: .*{first.key} encounters 1: weight"):
        bundle_load(rows=rows, actor="test")
    assert not Monster.objects.exists()


@pytest.mark.usefixtures("draft")
def test_rows_that_a_bundle_lacks_leave_the_draft(db: None) -> None:
    """Also two places that lead to each other."""
    region = Region.objects.all()[0]
    one, two = (
        Location.objects.create(key=key, region=region, name_ru="x", name_en="x", icon="x") for key in ("one", "two")
    )
    LocationExit.objects.create(location=one, to=two)
    LocationExit.objects.create(location=two, to=one)
    bundle_load(rows=bundle_read(STARTER), actor="test")
    assert not Location.objects.filter(key__in=["one", "two"]).exists()


@pytest.mark.usefixtures("draft")
def test_a_bundle_goes_out_and_comes_in_the_same(tmp_path: Path) -> None:
    call_command("export_bundle", str(tmp_path), verbosity=0)
    assert bundle_read(tmp_path) == bundle_read(STARTER)
    call_command("load_bundle", str(tmp_path), "--publish", "--note", "moved", verbosity=0)
    assert Release.objects.get().note == "moved"


def test_no_release_takes_a_class_from_those_who_have_it(db: None, master: User) -> None:
    starter = starter_catalogue()
    some, *others = starter.all(ClassSpec).values()
    older = publish_catalogue(replace(starter, sections={**starter.sections, ClassSpec: {c.key: c for c in others}}))
    publish_catalogue(starter)
    make_player(some.key)
    with pytest.raises(ReleaseUnfit):
        release_activate(release_id=older.pk, by=master)
    assert ActiveRelease.objects.get().release_id != older.pk
    assert [finding.code for finding in guard(releases.release_catalogue(older.pk))] == ["class_in_use"]
