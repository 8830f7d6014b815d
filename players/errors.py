"""What players are refused here."""

from __future__ import annotations

from common.errors import GameError


class NameRefused(GameError):
    """A name cannot be used. params: reason (`empty`, `long`, `characters`), longest."""

    code = "players.name_refused"


class NameTaken(GameError):
    """Somebody else has that name, or one that looks the same. params: name."""

    code = "players.name_taken"


class NotReady(GameError):
    """The character is not made yet. params: step (`name`, `class`)."""

    code = "players.not_ready"


class AlreadyChosen(GameError):
    """Name or class was chosen before and stays. params: step."""

    code = "players.already_chosen"


class Busy(GameError):
    """The player is held by something else. params: engagement (like `battle:12`)."""

    code = "players.busy"


class Banned(GameError):
    """The player was banned."""

    code = "players.banned"


class NotEnough(GameError):
    """Not enough of an asset. params: asset (`gold`, `item:<key>`), needs, has."""

    code = "players.not_enough"


class LevelTooLow(GameError):
    """params: needs, has (levels)."""

    code = "players.level_too_low"


class SkillForeign(GameError):
    """The skill is not in the tree of the character's class. params: skill."""

    code = "players.skill_foreign"


class SkillFull(GameError):
    """The skill is known at its highest rank, or comes by itself with a level. params: skill, rank."""

    code = "players.skill_full"


class SkillNeeded(GameError):
    """Another skill is learned first. params: skill, needs (a skill), rank."""

    code = "players.skill_needed"


class NoSkillPoints(GameError):
    """params: needs, has (points)."""

    code = "players.no_skill_points"


class NothingLearned(GameError):
    """Nothing was learned for points, so there is nothing to forget."""

    code = "players.nothing_learned"


class CannotEquip(GameError):
    """The item is not something to wear. params: item."""

    code = "players.cannot_equip"


class CannotUse(GameError):
    """The item does nothing when used. params: item."""

    code = "players.cannot_use"


class NothingToRestore(GameError):
    """A potion would be wasted: HP and energy that it restores are full. params: item."""

    code = "players.nothing_to_restore"


class SlotEmpty(GameError):
    """Nothing is worn there. params: slot."""

    code = "players.slot_empty"


class Worn(GameError):
    """The only one left is being worn. params: item."""

    code = "players.worn"


class QuestTaken(GameError):
    """The quest is in the log already. params: quest."""

    code = "players.quest_taken"


class QuestDone(GameError):
    """The quest is finished: for good, or for today or this week. params: quest, repeat (`once`, `daily`, `weekly`)."""

    code = "players.quest_done"


class QuestLocked(GameError):
    """Another quest has to be finished first. params: quest (that one)."""

    code = "players.quest_locked"


class QuestLogFull(GameError):
    """No more quests at the same time. params: most."""

    code = "players.quest_log_full"


class QuestNotActive(GameError):
    """The quest is not in the log. params: quest."""

    code = "players.quest_not_active"


class QuestNotReady(GameError):
    """Something is left to do. params: quest."""

    code = "players.quest_not_ready"


class AchievementLocked(GameError):
    """The player does not have the achievement yet. params: achievement."""

    code = "players.achievement_locked"


class RewardTaken(GameError):
    """There is no reward, or it was taken before. params: achievement."""

    code = "players.reward_taken"


class SeasonNotRunning(GameError):
    """Only a season that is on can be ended. params: season_id, state."""

    code = "players.season_not_running"


# What is refused at the door: sign-in, tokens, keys.


class InitDataRefused(GameError):
    """Mini App launch data that cannot be believed. params: reason (`malformed`, `forged`, `expired`, `future`)."""

    code = "players.init_data_refused"


class InitDataUsed(GameError):
    """The launch data was exchanged for tokens before: it is good once."""

    code = "players.init_data_used"


class GuestLoginOff(GameError):
    """Guests cannot sign in to this installation."""

    code = "players.guest_login_off"


class TokenRefused(GameError):
    """An access or refresh token that is forged, expired, or of a session that has ended."""

    code = "players.token_refused"


class TokenReused(GameError):
    """A refresh token came a second time: somebody has a copy, so its whole session was ended."""

    code = "players.token_reused"


class ApiKeyRefused(GameError):
    """An API key that is unknown, expired or revoked."""

    code = "players.api_key_refused"


# Things.


class BagFull(GameError):
    """There is no room in the bag. params: item, places."""

    code = "players.bag_full"


class Bound(GameError):
    """The thing is its owner's own: it cannot be given away. params: item."""

    code = "players.bound"


class NoParcels(GameError):
    """Nothing waits for room."""

    code = "players.no_parcels"
