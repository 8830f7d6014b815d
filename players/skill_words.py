"""What a skill does, told from its data in the language that is active: nobody writes numbers into a description."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from content.rules.catalogue import Catalogue
from content.sections import SECTIONS
from players.rules.catalogue import (
    HARMFUL,
    Bonus,
    DamageType,
    EffectKind,
    EffectSpec,
    ModifierSpec,
    SkillSpec,
    StatusKind,
    Target,
)

MINUS = "\u2212"
_IN_PERCENT = frozenset({Bonus.ATTACK_PERCENT, Bonus.ARMOR_PERCENT, Bonus.HP_PERCENT, Bonus.RESISTANCE})


def skill_words(skill: SkillSpec, monster_name: Callable[[str], str] = str) -> str:
    """All that the skill does, as one sentence with its numbers. `monster_name` names whom it calls."""
    if skill.passive:
        given = ", ".join(_bonus(modifier) for modifier in skill.modifiers)
        return _("Always: %(what)s.") % {"what": given}
    return _sentence(_effect(effect, monster_name) for effect in skill.effects)


def monster_namer(catalogue: Catalogue, language: str) -> Callable[[str], str]:
    """Names of monsters, which are rows of a higher layer, for `skill_words`."""
    monsters = catalogue.all(SECTIONS["monsters"].spec)
    return lambda key: monsters[key].name.in_(language) if key in monsters else key


def _sentence(parts: Iterable[str]) -> str:
    """One after another; the same several times in a row is said once, with its number."""
    told = "; ".join(f"{number} × {part}" if (number := len(list(same))) > 1 else part for part, same in groupby(parts))
    return f"{told[:1].upper()}{told[1:]}." if told else ""


def _effect(effect: EffectSpec, monster_name: Callable[[str], str]) -> str:
    parts = [_of_kind(effect, monster_name)]
    if effect.turns and effect.kind is EffectKind.STATUS:
        parts.append(ngettext("for %(n)d turn", "for %(n)d turns", effect.turns) % {"n": effect.turns})
    told = " ".join(filter(None, (*parts, _whom(effect))))
    if effect.chance < 100:
        return _("%(chance)d%% chance: %(what)s") % {"chance": effect.chance, "what": told}
    return told


def _whom(effect: EffectSpec) -> str:
    """Said only where it is not what anybody would think."""
    if effect.target is Target.ENEMIES:
        return _("(every enemy)")
    if effect.target is Target.ALLIES:
        return _("(all friends)")
    harms = effect.kind is EffectKind.DAMAGE or effect.status in HARMFUL
    if effect.kind in (EffectKind.CLEANSE, EffectKind.SUMMON):
        return ""
    if harms is (effect.target is Target.SELF):
        return _("(oneself)") if harms else _("(the enemy)")
    return ""


def _of_kind(effect: EffectSpec, monster_name: Callable[[str], str]) -> str:
    power = {"power": effect.power}
    match effect.kind:
        case EffectKind.DAMAGE:
            return _damage(effect)
        case EffectKind.STATUS:
            return _status(effect)
        case EffectKind.CLEANSE:
            return _cleanse(effect)
        case EffectKind.SUMMON:
            values = {"monster": monster_name(effect.monster or ""), **power}
            return _("calls: %(monster)s, %(power)d%% of its strength") % values
        case EffectKind.HEAL | EffectKind.SHIELD:
            heals = effect.kind is EffectKind.HEAL
            return (_("heals %(power)d%% of HP") if heals else _("a shield of %(power)d%% of HP")) % power


def _cleanse(effect: EffectSpec) -> str:
    if effect.target in (Target.ENEMY, Target.ENEMIES):
        return _("takes all boons off")
    return _("takes off everything harmful")


def _damage(effect: EffectSpec) -> str:
    patterns = {
        DamageType.PHYSICAL: _("%(power)d%% physical damage"),
        DamageType.FIRE: _("%(power)d%% fire damage"),
        DamageType.FROST: _("%(power)d%% frost damage"),
        DamageType.POISON: _("%(power)d%% poison damage"),
        DamageType.HOLY: _("%(power)d%% holy damage"),
    }
    told = patterns[effect.damage_type] % {"power": effect.power}
    if effect.leech:
        told += ", " + _("%(leech)d%% of it comes back as HP") % {"leech": effect.leech}
    return told


def _status(effect: EffectSpec) -> str:
    patterns = {
        StatusKind.POISON: _("%(name)s, %(power)d%% of attack a turn,"),
        StatusKind.BURN: _("%(name)s, %(power)d%% of attack a turn,"),
        StatusKind.BLEED: _("%(name)s, %(power)d%% of attack a turn,"),
        StatusKind.REGENERATION: _("%(name)s, %(power)d%% of HP a turn,"),
        StatusKind.REFLECT: _("gives back %(power)d%% of each blow"),
        StatusKind.MIGHT: _("attack +%(power)d%%"),
        StatusKind.WEAKNESS: _("attack −%(power)d%%"),
        StatusKind.FORTITUDE: _("armor +%(power)d%%"),
        StatusKind.SUNDER: _("armor −%(power)d%%"),
        StatusKind.HASTE: _("agility +%(power)d%%"),
        StatusKind.SLOW: _("agility −%(power)d%%"),
        StatusKind.WARD: _("resistance to %(type)s +%(power)d%%"),
        StatusKind.EXPOSURE: _("resistance to %(type)s −%(power)d%%"),
    }
    if effect.status not in patterns:
        return status_word(effect.status)
    values = {"power": effect.power, "name": status_word(effect.status), "type": _guarded(effect.damage_type)}
    return patterns[effect.status] % values


def status_word(kind: StatusKind | None) -> str:
    """A status by its name, as the screen of a battle shows it."""
    names = {
        StatusKind.POISON: pgettext("status", "poison"),
        StatusKind.STUN: pgettext("status", "stun"),
        StatusKind.BURN: pgettext("status", "burn"),
        StatusKind.BLEED: pgettext("status", "bleeding"),
        StatusKind.REGENERATION: pgettext("status", "recovery"),
        StatusKind.TAUNT: pgettext("status", "draws blows"),
        StatusKind.REFLECT: pgettext("status", "mirror"),
        StatusKind.MIGHT: pgettext("status", "might"),
        StatusKind.WEAKNESS: pgettext("status", "weakness"),
        StatusKind.FORTITUDE: pgettext("status", "fortitude"),
        StatusKind.SUNDER: pgettext("status", "broken armor"),
        StatusKind.HASTE: pgettext("status", "haste"),
        StatusKind.SLOW: pgettext("status", "slowness"),
        StatusKind.WARD: pgettext("status", "ward"),
        StatusKind.EXPOSURE: pgettext("status", "exposure"),
    }
    return names[kind] if kind else ""


def _guarded(damage_type: DamageType) -> str:
    """What a resistance guards from."""
    return {
        DamageType.PHYSICAL: pgettext("resistance to", "blows"),
        DamageType.FIRE: pgettext("resistance to", "fire"),
        DamageType.FROST: pgettext("resistance to", "frost"),
        DamageType.POISON: pgettext("resistance to", "poison"),
        DamageType.HOLY: pgettext("resistance to", "holy light"),
    }[damage_type]


def _bonus(modifier: ModifierSpec) -> str:
    what = _("resistance to %(type)s") % {"type": _guarded(modifier.damage_type)}
    if modifier.bonus is not Bonus.RESISTANCE:
        names = {
            Bonus.STRENGTH: pgettext("bonus", "strength"),
            Bonus.AGILITY: pgettext("bonus", "agility"),
            Bonus.INTELLECT: pgettext("bonus", "intellect"),
            Bonus.VITALITY: pgettext("bonus", "vitality"),
            Bonus.ATTACK: pgettext("bonus", "attack"),
            Bonus.ARMOR: pgettext("bonus", "armor"),
            Bonus.MAX_ENERGY: pgettext("bonus", "energy"),
            Bonus.MAX_HP: pgettext("bonus", "HP"),
            Bonus.ATTACK_PERCENT: pgettext("bonus", "attack"),
            Bonus.ARMOR_PERCENT: pgettext("bonus", "armor"),
            Bonus.HP_PERCENT: pgettext("bonus", "HP"),
        }
        what = names[modifier.bonus]
    amount = f"{'+' if modifier.amount >= 0 else MINUS}{abs(modifier.amount)}"
    if modifier.bonus in _IN_PERCENT:
        return _("%(what)s %(amount)s%%") % {"what": what, "amount": amount}
    return f"{what} {amount}"
