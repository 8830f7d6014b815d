"""Making and gathering: lists of what can be done, and the card of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.spans import span
from players.rules.catalogue import ItemSpec
from players.selectors.characters import PieceView
from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import Button, Screen, grid, lines, packed, page_of
from telegrambot.screens.doings import back_to_doings
from telegrambot.screens.items import effects_of, found_cards, found_line
from telegrambot.screens.location import back_here
from telegrambot.screens.pen import Pen, bar_of
from telegrambot.screens.turner import turner
from world.selectors.crafts import (
    CraftView,
    GatherView,
    IngredientView,
    NodeView,
    ProfessionsView,
    RecipeView,
    WorkshopView,
)
from world.state.professions import ProfessionView

RECIPES_A_PAGE = 6
TRADES_A_PAGE = 8
AT_ONCE = 5


def workshop_screen(view: WorkshopView, pen: Pen, *, page: int = 1, station: str = "") -> Screen:
    """What can be made at one station, or (a page of) all there is to make here."""
    shown = page_of(view.recipes, page, RECIPES_A_PAGE)
    told = [pen.listed(_recipe_line(recipe, pen), to_recipe(recipe)) for recipe in shown.items]
    buttons = [Button(_recipe_label(recipe, pen), to_recipe(recipe)) for recipe in shown.items]
    stations = [pen.html(each.name) for each in view.stations if station in ("", each.key)]
    nothing = _("Nothing can be made here. A forge, a hearth or a workbench is what you look for.")
    return Screen(
        "craft",
        lines(
            pen.icon("🛠") + _("<b>Crafting</b>") + (f" · {', '.join(stations)}" if stations else ""),
            "",
            *(told or [nothing]),
        ),
        (*grid(buttons), (back_to_doings(), *_onward(view, station, shown.number, shown.pages))),
    )


def _onward(view: WorkshopView, station: str, number: int, pages: int) -> tuple[Button, ...]:
    """To the next page; of one station's recipes, the tap carries which of those here it is, for a key is too long."""
    if pages < 2:
        return ()
    place = station and f"{[each.key for each in view.stations].index(station) + 1}_"
    label = _("Page %(page)d/%(pages)d →") % {"page": number, "pages": pages}
    return (Button(label, Tap(Verb.RECIPES, f"{place}{number % pages + 1}")),)


def to_recipe(recipe: RecipeView) -> Tap:
    return Tap(Verb.RECIPE, recipe.spec.key)


def recipe_name(recipe: RecipeView, pen: Pen) -> str:
    """A recipe is called what its first product is called."""
    return pen.name(recipe.products[0][0].name) if recipe.products else recipe.spec.key


def _recipe_label(recipe: RecipeView, pen: Pen) -> str:
    mark = "✓ " if recipe.ready and not pen.plain else ""
    return f"{mark}{recipe_name(recipe, pen)}"


def _recipe_line(recipe: RecipeView, pen: Pen) -> str:
    icon = recipe.products[0][0].icon if recipe.products else ""
    return f"{pen.icon(icon)}{pen.html(recipe_name(recipe, pen))} · {_state(recipe, pen)}"


def _state(recipe: RecipeView, pen: Pen) -> str:
    """Whether it can be made now; else the first thing that is in the way."""
    if not recipe.skilled:
        return skill_needed(recipe.profession, recipe.spec.level, pen)
    if recipe.tool is not None and not recipe.has_tool:
        return _("tool needed: %(item)s") % {"item": pen.html(recipe.tool.name)}
    if recipe.times:
        return _("enough for %(n)d") % {"n": recipe.times}
    missing = [_at_hand(part, pen) for part in recipe.inputs if part.has < part.amount]
    return _("missing: %(items)s") % {"items": ", ".join(missing)}


def skill_needed(profession: ProfessionView, level: int, pen: Pen) -> str:
    return _("%(profession)s from level %(level)d") % {"profession": pen.html(profession.spec.name), "level": level}


def _at_hand(part: IngredientView, pen: Pen) -> str:
    return f"{pen.html(part.item.name)} {min(part.has, 999)}/{part.amount}"


def _taken(part: IngredientView, pen: Pen) -> str:
    facts = {"item": pen.html(part.item.name), "amount": part.amount, "has": part.has}
    return _("%(item)s ×%(amount)d (you have %(has)d)") % facts


def recipe_screen(view: CraftView, pen: Pen, *, found: Sequence[PieceView] = ()) -> Screen:
    """One recipe with all its numbers, and what it can be made from now. `found`: what was just made and is one of a
    kind."""
    recipe = view.recipe
    station = None if recipe.here else _("It is made at: %(station)s.") % {"station": pen.html(recipe.station.name)}
    return Screen(
        "recipe",
        lines(
            *_products(recipe, pen),
            found_line(found, pen) or "",
            profession_line(recipe.profession, recipe.spec.level, pen),
            _("Takes: %(items)s") % {"items": ", ".join(_taken(part, pen) for part in recipe.inputs)},
            tool_line(recipe.tool, pen, has=recipe.has_tool),
            _odds(recipe),
            _returns(recipe, pen),
            station,
        ),
        (
            *packed(_makes(view, pen)),
            *found_cards(found, pen),
            (Button(_("← Crafting"), Tap(Verb.CRAFT, recipe.station.key)),),
        ),
    )


def _products(recipe: RecipeView, pen: Pen) -> list[str]:
    told = []
    for item, amount in recipe.products:
        facts = (f"{pen.icon(item.icon)}<b>{pen.html(item.name)}</b> ×{amount}", effects_of(item))
        told += [" · ".join(fact for fact in facts if fact), pen.html(item.description)]
    return told


def profession_line(profession: ProfessionView, needs: int, pen: Pen) -> str:
    told = _("%(profession)s: your level is %(has)d, needed is %(needs)d.")
    return told % {"profession": pen.html(profession.spec.name), "has": profession.level, "needs": needs}


def tool_line(tool: ItemSpec | None, pen: Pen, *, has: bool) -> str | None:
    if tool is None:
        return None
    told = _("Tool: %(item)s, in the bag.") if has else _("Tool: %(item)s, you have none.")
    return told % {"item": pen.html(tool.name)}


def _odds(recipe: RecipeView) -> str:
    """Chance, time and practice."""
    time = span(timedelta(seconds=recipe.spec.seconds)) if recipe.spec.seconds else _("at once")
    facts = {"chance": recipe.chance, "time": time, "xp": recipe.spec.xp}
    return _("Success %(chance)d %%, %(time)s, practice +%(xp)d.") % facts


def _returns(recipe: RecipeView, pen: Pen) -> str | None:
    back = [f"{pen.html(part.item.name)} ×{part.returned}" for part in recipe.inputs if part.returned]
    if recipe.chance >= 100 or not back:
        return None
    return _("A failure gives back: %(items)s.") % {"items": ", ".join(back)}


def _makes(view: CraftView, pen: Pen) -> list[Button]:
    recipe, version = view.recipe, view.character.player.version
    if not recipe.ready:
        return []
    more = min(AT_ONCE, recipe.times)
    buttons = [
        Button(_("Make 1 · %(chance)d %%") % {"chance": recipe.chance}, Tap(Verb.MAKE, recipe.spec.key, version))
    ]
    if more > 1:
        buttons.append(Button(_("Make %(n)d") % {"n": more}, Tap(Verb.MAKEMORE, recipe.spec.key, version)))
    return buttons


def node_screen(view: GatherView, pen: Pen, *, found: Sequence[PieceView] = ()) -> Screen:
    """A place to gather from: what is found there, what is left, what it costs. `found`: what was just found and is
    one of a kind."""
    node, spec = view.node, view.node.spec
    return Screen(
        "node",
        lines(
            f"{pen.icon(spec.icon)}<b>{pen.html(spec.name)}</b>",
            found_line(found, pen) or pen.html(spec.description),
            "",
            profession_line(node.profession, spec.level, pen),
            None if found else tool_line(node.tool, pen, has=node.has_tool),
            _("Found here: %(items)s") % {"items": ", ".join(finds(node.finds, pen))} if node.finds else None,
            _left(node),
            _portion_cost(node, pen),
            pen.energy(view.character.energy, view.character.max_energy),
        ),
        (*packed(_gathers(view, pen)), *found_cards(found, pen), (back_to_doings(),)),
    )


def finds(found: tuple[tuple[ItemSpec, int], ...], pen: Pen) -> list[str]:
    """Items with their chance, where it is one."""
    return [pen.html(item.name) if chance >= 100 else f"{pen.html(item.name)} {chance} %" for item, chance in found]


def _left(node: NodeView) -> str:
    told = _("Left: %(left)d of %(stock)d.") % {"left": node.left, "stock": node.spec.stock}
    if not node.next_in:
        return told
    return f"{told} " + _("One more in %(time)s.") % {"time": span(node.next_in)}


def _portion_cost(node: NodeView, pen: Pen) -> str:
    time = span(timedelta(seconds=node.spec.seconds)) if node.spec.seconds else _("at once")
    facts = {"cost": pen.cost(node.spec.energy), "time": time, "xp": node.spec.xp}
    return _("A portion: %(cost)s, %(time)s, practice +%(xp)d.") % facts


def portions_possible(view: GatherView) -> int:
    """How many portions are there that one has the strength for."""
    energy = view.node.spec.energy
    return min(view.node.left, view.character.energy // energy if energy else view.node.left)


def _gathers(view: GatherView, pen: Pen) -> list[Button]:
    node, version, most = view.node, view.character.player.version, portions_possible(view)
    if not (node.skilled and node.has_tool and most):
        return []
    energy = node.spec.energy
    buttons = [Button(_("Gather · %(cost)s") % {"cost": pen.cost(energy)}, Tap(Verb.GATHER, node.spec.key, version))]
    if most > 1:
        label = _("Gather %(n)d · %(cost)s") % {"n": most, "cost": pen.cost(energy * most)}
        buttons.append(Button(label, Tap(Verb.GATHERALL, node.spec.key, version)))
    return buttons


def trades_screen(view: ProfessionsView, pen: Pen, *, page: int = 1) -> Screen:
    """Every profession with its level and how far the next one is."""
    shown = page_of(view.professions, page, TRADES_A_PAGE)
    return Screen(
        "trades",
        lines(
            pen.icon("⚒️") + _("<b>Professions</b>"),
            _("They grow by doing: the better you are, the less you spoil."),
            "",
            *(_trade_line(profession, pen) for profession in shown.items),
        ),
        ((back_here(), *turner(Verb.TRADES, shown.number, shown.pages)),),
    )


def _trade_line(profession: ProfessionView, pen: Pen) -> str:
    name = f"{pen.icon(profession.spec.icon)}{pen.html(profession.spec.name)}"
    if not profession.xp_needed:
        return _("%(profession)s: level %(level)d, the highest") % {"profession": name, "level": profession.level}
    bar = "" if pen.plain else f" {bar_of(profession.xp, profession.xp_needed)}"
    told = _("%(profession)s: level %(level)d,%(bar)s practice %(xp)d of %(needed)d")
    facts = {"profession": name, "level": profession.level, "bar": bar}
    return told % {**facts, "xp": profession.xp, "needed": profession.xp_needed}


def made_words(view: CraftView, pen: Pen) -> str:
    """What came of it, for a toast."""
    if view.outcome is None:
        return ""
    gain = view.outcome.gain
    words = [
        _("Made: %(item)s ×%(n)d.") % {"item": pen.name(item.name), "n": amount * gain.made}
        for item, amount in view.recipe.products
        if gain.made
    ]
    if gain.failed:
        failed = ngettext("%(n)d attempt failed.", "%(n)d attempts failed.", gain.failed) % {"n": gain.failed}
        words.append(failed if gain.made else _("It did not work out this time."))
    return " ".join([*words, *practice_words(view.recipe.profession, view.outcome.profession_level, pen)])


def gathered_words(view: GatherView, pen: Pen) -> str:
    """What was found, for a toast."""
    if view.outcome is None:
        return ""
    names = {item.key: pen.name(item.name) for item, _chance in view.node.finds}
    found = [f"{names[key]} ×{amount}" for key, amount in view.outcome.gain.items if key in names]
    words = _("Gathered: %(items)s.") % {"items": ", ".join(found)} if found else _("Nothing useful this time.")
    return " ".join([words, *practice_words(view.node.profession, view.outcome.profession_level, pen)])


def practice_words(profession: ProfessionView, level: int, pen: Pen) -> list[str]:
    """A level that a profession has gained."""
    if not level:
        return []
    return [
        _("%(profession)s is now of level %(level)d!") % {"profession": pen.name(profession.spec.name), "level": level}
    ]
