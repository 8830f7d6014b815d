"""Values, assets, reasons and refusals of this app in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.admin.words import words_add
from content.admin.names import VALUES, live, spec_title
from content.rules.catalogue import Catalogue
from players.rules.catalogue import ItemSpec
from players.state.ledger import GOLD, asset_gear, asset_item

VALUES.update(
    {
        "physical": _("physical"),
        "fire": _("fire"),
        "frost": _("frost"),
        "poison": _("poison"),
        "holy": _("holy"),
        "stun": _("stun"),
        "burn": _("burn"),
        "bleed": _("bleeding"),
        "regeneration": _("recovery"),
        "taunt": _("draws blows"),
        "reflect": _("mirror"),
        "might": _("attack up"),
        "weakness": _("attack down"),
        "fortitude": _("armor up"),
        "sunder": _("armor down"),
        "haste": _("agility up"),
        "slow": _("agility down"),
        "ward": _("resistance up"),
        "exposure": _("resistance down"),
        "cleanse": _("cleansing"),
        "summon": _("summons"),
        "enemies": _("every enemy"),
        "allies": _("all friends"),
        "max_energy": _("energy, highest"),
        "max_hp": _("HP, highest"),
        "attack_pct": _("attack, %"),
        "armor_pct": _("armor, %"),
        "hp_pct": _("HP, highest, %"),
        "resistance": _("resistance, %"),
        "damage": _("damage"),
        "heal": _("healing"),
        "shield": _("shield"),
        "status": _("status effect"),
        "enemy": _("the enemy"),
        "self": _("oneself"),
        "equipment": _("equipment"),
        "potion": _("potion"),
        "material": _("material"),
        "weapon": _("weapon"),
        "armor": _("armor"),
        "trinket": _("trinket"),
        "strength": _("strength"),
        "agility": _("agility"),
        "intellect": _("intellect"),
        "vitality": _("vitality"),
        "attack": _("attack"),
        "head": _("head"),
        "hands": _("hands"),
        "feet": _("feet"),
        "ring": _("ring"),
        "common": _("common"),
        "uncommon": _("uncommon"),
        "rare": _("rare"),
        "epic": _("epic"),
        "legendary": _("legendary"),
        "none": _("never"),
        "on_pickup": _("when it is picked up"),
        "on_equip": _("when it is worn"),
    }
)
REASONS: dict[str, Promise] = {
    "start": _("start of the game"),
    "battle": _("spoils of a battle"),
    "battle_use": _("used in a battle"),
    "forget": _("paid for forgetting skills"),
    "defeat": _("lost by a defeat"),
    "shop_buy": _("bought in a shop"),
    "shop_sell": _("sold to a shop"),
    "repair": _("paid for a repair"),
    "use": _("used"),
    "quest": _("reward of a quest"),
    "quest_brought": _("brought for a quest"),
    "achievement": _("reward of an achievement"),
    "season": _("prize of a season"),
    "correction": _("correction by an operator"),
    "bind": _("bound by being worn"),
    "drop": _("thrown away"),
    "give": _("given to a player"),
    "gift": _("a gift from a player"),
    "trade": _("trade with a player"),
    "craft": _("crafting"),
    "gather": _("gathering"),
    "pastime": _("paid for an activity"),
    "activity": _("earned by an activity"),
    "dungeon": _("found in a dungeon"),
    "boss": _("reward for a world boss"),
}
words_add(
    actions={
        "players.balance_correct": _("corrected a balance"),
        "players.ban": _("banned a player"),
        "players.unban": _("lifted a ban"),
        "players.season_close": _("ended a season"),
        "players.api_key_issue": _("issued an API key"),
        "players.api_key_revoke": _("revoked an API key"),
    },
    refusals={
        "players.not_enough": _("The player has only %(has)s of it: no more can be taken."),
        "players.banned": _("The player is banned."),
        "players.not_ready": _("The character is not made yet."),
        "players.season_not_running": _("This season is not on: only one that is can be ended."),
    },
)


def asset_title(asset: str, catalogue: Catalogue | None = None) -> str:
    """Gold, or the item's icon and name in the live release."""
    if asset == GOLD:
        return f"🪙 {_('gold')}"
    gear_id = asset_gear(asset)
    if gear_id is not None:
        return str(_("piece %(number)s")) % {"number": gear_id}
    key = asset_item(asset) or asset
    spec = (catalogue or live()).find(ItemSpec, key)
    return key if spec is None else spec_title(spec, key)


def reason_words(reason: str) -> str:
    return str(REASONS.get(reason, reason))


def asset_choices() -> list[tuple[str, str]]:
    """Gold, then the items of the live release, as an operator chooses them."""
    catalogue = live()
    items = [(f"item:{key}", asset_title(f"item:{key}", catalogue)) for key in catalogue.all(ItemSpec)]
    return [(GOLD, asset_title(GOLD, catalogue)), *sorted(items, key=lambda item: item[1][2:])]
