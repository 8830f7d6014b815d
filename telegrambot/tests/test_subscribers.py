"""What the bot tells unasked."""

from __future__ import annotations

import pytest

from combat.events import BattleEnded
from combat.services.battles import IDLE_LIMIT, battle_expire
from combat.services.encounters import encounter_seek
from common import clock
from common.errors import Invalid
from common.models import OutboxMessage
from common.outbox import publish
from common.relay import relay_events
from common.tx import run_unit
from content.rules.catalogue import Catalogue
from gameproject.testing import make_player
from players.events import LevelGained
from players.models import NoticeKind, Player
from players.services.corrections import balance_correct
from players.services.preferences import player_notices_mute
from telegrambot.models import Chat
from world.services.travel import location_travel

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def player(published_world: Catalogue) -> Player:
    made = make_player()
    assert made.telegram_id is not None
    Chat.objects.create(chat_id=made.telegram_id, player=made, live_message_id=5, bottom_message_id=5)
    return made


def told() -> list[str]:
    relay_events()
    return [row.payload["text"] for row in OutboxMessage.objects.filter(topic="telegram").order_by("id")]


def test_a_level_is_told_once_with_what_was_learned(player: Player) -> None:
    event = LevelGained(player_id=player.pk, level=2, skills=("shield_bash", "gone"))
    run_unit(lambda: publish(event))
    (text,) = told()
    assert "Уровень 2" in text
    assert "Удар щитом" in text
    assert told() == [text]


def test_who_wants_quiet_has_it_but_for_receipts(player: Player) -> None:
    Player.objects.update(notifications=False)
    run_unit(lambda: publish(LevelGained(player_id=player.pk, level=2, skills=())))
    balance_correct(player_id=player.pk, asset="gold", amount=-5, reason="a test", actor="staff:1")
    (text,) = told()
    assert "Золото: списано 5." in text


def test_a_muted_kind_is_silent_and_the_others_are_not(player: Player) -> None:
    player_notices_mute(player_id=player.pk, mute=[NoticeKind.LEVEL, NoticeKind.ACHIEVEMENT])
    run_unit(lambda: publish(LevelGained(player_id=player.pk, level=2, skills=())))
    run_unit(lambda: publish(ended(player, "bone_guard", "wolf_fang")))
    (text,) = told()
    assert "Волчий клык" in text
    player_notices_mute(player_id=player.pk, mute=[NoticeKind.FIND], unmute=[NoticeKind.LEVEL])
    run_unit(lambda: publish(LevelGained(player_id=player.pk, level=3, skills=())))
    run_unit(lambda: publish(ended(player, "bone_guard", "wolf_fang")))
    assert ["Уровень 3" in text for text in told()] == [False, True]


def test_only_known_kinds_are_muted(player: Player) -> None:
    with pytest.raises(Invalid):
        player_notices_mute(player_id=player.pk, mute=[NoticeKind.FIND, "dragons"])
    player.refresh_from_db()
    assert player.muted == []


def test_nobody_writes_to_one_who_blocked_the_bot(player: Player) -> None:
    Chat.objects.update(unreachable_at=clock.now())
    run_unit(lambda: publish(LevelGained(player_id=player.pk, level=2, skills=())))
    assert told() == []


def ended(player: Player, monster: str, item: str) -> BattleEnded:
    return BattleEnded(
        player_id=player.pk, battle_id=1, monster=monster, outcome="victory", xp=1, gold=1, items=((item, 1),)
    )


def test_only_rare_finds_are_told(player: Player) -> None:
    often, seldom = ended(player, "bone_guard", "prince_coin"), ended(player, "bone_guard", "wolf_fang")
    seldom_but_in_every_shop = ended(player, "moss_imp", "herb_tonic")
    of_a_boss = ended(player, "likho", "likho_eye")
    run_unit(lambda: publish(often, seldom, seldom_but_in_every_shop, of_a_boss))
    first, second = told()
    assert "Волчий клык" in first
    assert "Лихов глаз" in second


def test_a_battle_left_alone_leaves_the_screen(player: Player) -> None:
    location_travel(player_id=player.pk, to="old_clearing")
    battle = encounter_seek(player_id=player.pk)
    Chat.objects.update(live_kind="battle")
    assert battle_expire(battle_id=battle.id, now=clock.now() + 2 * IDLE_LIMIT)
    (text,) = told()
    assert "Старая просека" in text
    assert Chat.objects.get().live_kind == "location"
