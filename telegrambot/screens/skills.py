"""The skill tree: branch by branch, what each skill does, and learning it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from players.rules.catalogue import SkillBranch, SkillSpec
from players.selectors.skills import NodeView, SkillTreeView
from players.skill_words import skill_words
from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import Button, Row, Screen, lines, packed
from telegrambot.screens.pen import Pen

_NODES_A_PAGE = 3
Namer = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Leaf:
    """One page of the tree: a part of one branch."""

    branch: SkillBranch | None
    nodes: tuple[NodeView, ...]


def skills_screen(view: SkillTreeView, pen: Pen, monster_name: Namer = str, *, page: int = 1) -> Screen:
    """Three skills of a branch, each with what it does at its rank."""
    leaves = _leaves(view)
    number = min(max(page, 1), len(leaves))
    leaf = leaves[number - 1]
    told = [line for node in leaf.nodes for line in _told(view, node, pen, monster_name)]
    buttons = [Button(_label(node, pen), _to_card(node)) for node in leaf.nodes]
    last: Row = (Button(_("← Character"), Tap(Verb.CHARACTER)),)
    if view.spent:
        last = (*last, Button(_("Forget"), Tap(Verb.FORGET)))
    if len(leaves) > 1:
        label = _("Page %(page)d/%(pages)d →") % {"page": number, "pages": len(leaves)}
        last = (*last, Button(label, Tap(Verb.SKILLS, str(number % len(leaves) + 1))))
    title = _("<b>Skills</b>")
    if leaf.branch is not None:
        title = f"{title} · {pen.icon(leaf.branch.icon)}{pen.html(leaf.branch.name)}"
    return Screen("skills", lines(title, _points(view), "", *told), (*packed(buttons), *_tabs(leaves, leaf, pen), last))


def _leaves(view: SkillTreeView) -> list[_Leaf]:
    return [
        _Leaf(branch, nodes[at : at + _NODES_A_PAGE])
        for branch, nodes in view.branches
        for at in range(0, len(nodes), _NODES_A_PAGE)
    ] or [_Leaf(None, ())]


def _tabs(leaves: list[_Leaf], here: _Leaf, pen: Pen) -> tuple[Row, ...]:
    """A button to the first page of each other branch."""
    firsts: dict[str, tuple[int, SkillBranch]] = {}
    for number, leaf in enumerate(leaves, start=1):
        if leaf.branch is not None:
            firsts.setdefault(leaf.branch.branch, (number, leaf.branch))
    current = here.branch.branch if here.branch else None
    others = [
        Button(pen.icon(branch.icon) + pen.name(branch.name), Tap(Verb.SKILLS, str(number)))
        for key, (number, branch) in firsts.items()
        if key != current
    ]
    return (tuple(others[:3]),) if others else ()


def _points(view: SkillTreeView) -> str:
    if not view.points:
        return _("No skill points to spend. Each new level brings some.")
    text = ngettext("%(n)d skill point to spend.", "%(n)d skill points to spend.", view.points)
    return text % {"n": view.points}


def _to_card(node: NodeView) -> Tap:
    return Tap(Verb.TALENT, node.skill.key)


def _label(node: NodeView, pen: Pen) -> str:
    mark = "" if pen.plain else "+ " if node.step.is_open else ""
    return f"{mark}{pen.name(node.skill.name)}"


def _told(view: SkillTreeView, node: NodeView, pen: Pen, monster_name: Namer) -> tuple[str, str]:
    name = f"{pen.icon(node.skill.icon)}<b>{pen.html(node.skill.name)}</b> · {_standing(view, node)}"
    words = pen.html(skill_words(node.skill, monster_name))
    return name, pen.listed(words.rstrip(".") if pen.plain else words, _to_card(node))


def _standing(view: SkillTreeView, node: NodeView) -> str:
    """What is known of it, or what keeps it away."""
    step = node.step
    if step.rank and step.node.max_rank > 1:
        return _("rank %(rank)d of %(most)d") % {"rank": step.rank, "most": step.node.max_rank}
    if step.rank:
        return _("known")
    if step.level_missing:
        return _("from level %(level)d") % {"level": step.node.level}
    if step.missing:
        return _("closed")
    return ngettext("%(n)d point", "%(n)d points", step.points) % {"n": step.points}


def skill_screen(view: SkillTreeView, node: NodeView, pen: Pen, monster_name: Namer = str) -> Screen:
    """One skill: now, at its next rank, and the way to it."""
    skill = node.skill
    return Screen(
        "talent",
        lines(
            f"{pen.icon(skill.icon)}<b>{pen.html(skill.name)}</b> · {_standing(view, node)}",
            pen.html(skill.description),
            "",
            pen.html(skill_words(skill, monster_name)),
            None if skill.passive else _price(skill, pen),
            _next(node, pen, monster_name),
            "",
            _way(view, node, pen),
        ),
        (*_learning(view, node), (Button(_("← Skills"), Tap(Verb.SKILLS, str(_page_of(view, node)))),)),
    )


def _price(skill: SkillSpec, pen: Pen) -> str:
    price = pen.cost(skill.energy_cost) if skill.energy_cost else _("free")
    pause = (
        ngettext("ready again after %(n)d turn", "ready again after %(n)d turns", skill.cooldown)
        % {"n": skill.cooldown}
        if skill.cooldown
        else _("always ready")
    )
    return f"{price} · {pause}"


def _next(node: NodeView, pen: Pen, monster_name: Namer) -> str | None:
    """What one more rank changes; the first rank is what is told already."""
    if node.better is None or not node.step.rank:
        return None
    rank = node.step.rank + 1
    return _("Rank %(rank)d: %(what)s") % {"rank": rank, "what": pen.html(skill_words(node.better, monster_name))}


def _way(view: SkillTreeView, node: NodeView, pen: Pen) -> str | None:
    """What is still missing."""
    step = node.step
    if step.is_full:
        return None
    if step.level_missing:
        return _("Opens at level %(level)d; yours is %(yours)d.") % {
            "level": step.node.level,
            "yours": view.character.level,
        }
    if node.missing:
        named = ({"skill": pen.html(skill.name), "rank": rank} for skill, rank in node.missing)
        wanted = ", ".join(_("%(skill)s, rank %(rank)d") % values for values in named)
        return _("First learn: %(skills)s.") % {"skills": wanted}
    return _points(view)


def _learning(view: SkillTreeView, node: NodeView) -> tuple[Row, ...]:
    if not node.step.is_open:
        return ()
    points = node.step.points
    text = (
        ngettext("Raise · %(n)d point", "Raise · %(n)d points", points)
        if node.step.rank
        else ngettext("Learn · %(n)d point", "Learn · %(n)d points", points)
    )
    return ((Button(text % {"n": points}, Tap(Verb.LEARN, node.skill.key, view.character.player.version)),),)


def _page_of(view: SkillTreeView, node: NodeView) -> int:
    keys = [[other.skill.key for other in leaf.nodes] for leaf in _leaves(view)]
    return next((number for number, page in enumerate(keys, start=1) if node.skill.key in page), 1)


def forget_screen(view: SkillTreeView, pen: Pen) -> Screen:
    """Asks before everything that was learned for points is forgotten."""
    points = ngettext("%(n)d point comes back.", "%(n)d points come back.", view.spent) % {"n": view.spent}
    label = _("Forget everything")
    if view.reset_cost:
        label = f"{label} · {pen.price(view.reset_cost)}"
    return Screen(
        "forget",
        lines(
            _("<b>Forget everything?</b>"),
            _("The old woman at the edge of the village brews a drink for that. What comes with levels stays."),
            "",
            points,
            _("Price: %(price)s. You have: %(gold)s.")
            % {"price": pen.gold(view.reset_cost), "gold": pen.gold(view.character.gold)},
        ),
        (
            (Button(label, Tap(Verb.UNLEARN, "", view.character.player.version)),),
            (Button(_("← Skills"), Tap(Verb.SKILLS)),),
        ),
    )
