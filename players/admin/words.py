"""Values, assets, reasons and refusals of this app in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.admin.words import words_add
from content.admin.names import VALUES, live, spec_title
from content.rules.catalogue import Catalogue
from players.ledger import GOLD, asset_item
from players.rules.catalogue import ItemSpec

VALUES.update(
    {
        "physical": _("physical"),
        "fire": _("fire"),
        "frost": _("frost"),
        "poison": _("poison"),
        "holy": _("holy"),
        "stun": _("stun"),
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
    }
)
REASONS: dict[str, Promise] = {
    "start": _("start of the game"),
    "battle": _("spoils of a battle"),
    "battle_use": _("used in a battle"),
    "defeat": _("lost by a defeat"),
    "shop_buy": _("bought in a shop"),
    "shop_sell": _("sold to a shop"),
    "use": _("used"),
    "correction": _("correction by an operator"),
}
words_add(
    actions={
        "players.balance_correct": _("corrected a balance"),
        "players.ban": _("banned a player"),
        "players.unban": _("lifted a ban"),
        "players.api_key_issue": _("issued an API key"),
        "players.api_key_revoke": _("revoked an API key"),
    },
    refusals={
        "players.not_enough": _("The player has only %(has)s of it: no more can be taken."),
        "players.banned": _("The player is banned."),
        "players.not_ready": _("The character is not made yet."),
    },
)


def asset_title(asset: str, catalogue: Catalogue | None = None) -> str:
    """Gold, or the item's icon and name in the live release."""
    if asset == GOLD:
        return f"🪙 {_('gold')}"
    key = asset_item(asset) or asset
    spec = (catalogue or live()).find(ItemSpec, key)
    return key if spec is None else spec_title(spec, key)


def reason_words(reason: str) -> str:
    return str(REASONS.get(reason, reason))
