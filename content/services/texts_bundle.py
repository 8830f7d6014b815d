"""Texts in a bundle: what was written and read in one world, to be read in another without being written again.

A bundle is a file that anybody may have changed, so each line passes the checks that a moderator's words pass, and a
line that does not fit is refused by its number. Texts told from what players typed stay where they were told.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
import yaml
from django.db.models import Max, OuterRef, Subquery

from common import clock
from common.audit import audit
from common.shapes import value_from
from common.tx import command
from content.models import GameText, TextVersion
from content.release import current
from content.rules.text_checks import words_cleaned
from content.rules.texts import FACTS, LONGEST_FACT, TYPED_BY_PLAYERS, Ask, Policy, Purpose, Words, ask
from content.services.bundles import SCHEMA, SUFFIX, TEXTS, BundleBroken, bundle_text
from content.state.kinds import kind_for
from content.state.texts import text_hold, text_show, version_add, words_checked

FILE = f"{TEXTS}{SUFFIX}"
BIGGEST_FILE = 32 * 2**20
_AT_ONCE = 100  # lines in a transaction
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PORTABLE = tuple(purpose for purpose in Purpose if not TYPED_BY_PLAYERS & set(FACTS[purpose]))
State, Origin, Verdict = GameText.State, TextVersion.Origin, TextVersion.Verdict


class TextLine(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True):
    """A text as a bundle has it. `reviewed_at`: when a moderator approved it; None: nobody has looked at it."""

    purpose: Purpose
    language: Literal["ru", "en"]
    subject: Annotated[str, msgspec.Meta(pattern=r"^[a-z]{1,20}:[a-z0-9_]{1,40}\Z")]
    facts: dict[str, Annotated[str, msgspec.Meta(max_length=LONGEST_FACT)]]
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=4000)]
    title: Annotated[str, msgspec.Meta(max_length=200)] = ""
    reviewed_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None

    @property
    def asked(self) -> Ask:
        return ask(self.purpose, self.language, self.subject, **self.facts)


class _Plain(yaml.constructor.SafeConstructor):
    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """Nothing is merged in: copies of copies of copies fill the memory."""


class Fate(StrEnum):
    """What became of a line."""

    CREATED = "created"  # nobody had written it here
    REPLACED = "replaced"  # players read it instead of what was there
    UNCHANGED = "unchanged"  # it is here already
    KEPT = (
        "kept"  # what a moderator decided here is newer, or players read another text that this one is no better than
    )
    HELD = "held"  # waits for a moderator: its kind is reviewed first, and nobody has


@dataclass(frozen=True, slots=True)
class Refused:
    """`line` of the file, counted from 1."""

    line: int
    subject: str
    why: str


@dataclass(frozen=True, slots=True)
class TextsRead:
    """`lines` of a file with their numbers, and those that were no texts."""

    lines: tuple[tuple[int, TextLine], ...]
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    fates: Counter[Fate] = field(default_factory=Counter)
    refused: tuple[Refused, ...] = ()


def texts_write(folder: Path) -> int:
    """Write what players read as `texts.yaml`, in an order that depends on nothing but the texts; their number."""
    lines = sorted(_lines(), key=lambda line: (line.purpose, line.language, line.subject, sorted(line.facts.items())))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_text(bundle_text([msgspec.to_builtins(line) for line in lines]), encoding="utf-8")
    return len(lines)


def _lines() -> Iterator[TextLine]:
    shown = TextVersion.objects.filter(text=OuterRef("pk"), number=OuterRef("version"))
    rows = GameText.objects.filter(state=State.PUBLISHED, purpose__in=_PORTABLE)
    for row in rows.annotate(approved_at=Subquery(shown.values("reviewed_at")[:1])).order_by("pk").iterator():
        yield TextLine(
            Purpose(row.purpose),
            "ru" if row.language == "ru" else "en",
            row.subject,
            {name: value for name, value in sorted(row.facts.items()) if value},
            row.body,
            row.title,
            (row.approved_at or row.settled_at).astimezone(UTC) if row.is_reviewed else None,
        )


def texts_read(folder: Path) -> TextsRead:
    """The lines of a bundle's texts, and those that are none. Raises BundleBroken."""
    lines, refused = [], []
    for number, node in _nodes(folder / FILE):
        row: Any = None
        try:
            row = _Plain().construct_document(node)
            line = value_from(row, TextLine)
            _check(line)
            lines.append((number, line))
        except (yaml.YAMLError, ValueError, RecursionError) as error:  # also msgspec.ValidationError
            subject = row.get("subject") if isinstance(row, dict) else ""
            refused.append(Refused(number, _printable(subject or ""), _printable(error)))
    return TextsRead(tuple(lines), tuple(refused))


def _nodes(path: Path) -> Iterator[tuple[int, yaml.Node]]:
    """The rows of a file as they are written, with the numbers of their lines."""
    try:
        if path.stat().st_size > BIGGEST_FILE:
            raise BundleBroken(f"{path.name}: larger than {BIGGEST_FILE // 2**20} MB")
        root = yaml.compose(path.read_bytes(), _LOADER)
    except FileNotFoundError:
        raise BundleBroken(f"{path.name}: the file is missing") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise BundleBroken(f"{path.name}: {_printable(error)}") from error
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    values = {key.value: value for key, value in pairs if isinstance(key, yaml.ScalarNode)}
    schema, rows = values.get("schema"), values.get("rows")
    if not isinstance(schema, yaml.ScalarNode) or schema.value != str(SCHEMA):
        raise BundleBroken(f"{path.name}: expected schema {SCHEMA}")
    if not isinstance(rows, yaml.SequenceNode):
        raise BundleBroken(f"{path.name}: expected rows")
    return ((node.start_mark.line + 1, node) for node in rows.value)


def _check(line: TextLine) -> None:
    """Raises ValueError for what the shape of a line does not tell."""
    if line.purpose not in _PORTABLE:
        raise ValueError(f"{line.purpose}: told from what players typed")
    line.asked  # noqa: B018  (refuses strange facts)
    if any(unicodedata.category(it) in {"Cc", "Cs"} and it != "\n" for value in line.facts.values() for it in value):
        raise ValueError("facts: control characters")
    if line.reviewed_at is not None and line.reviewed_at > clock.now():
        raise ValueError("reviewed_at: in the future")


def _printable(value: object) -> str:
    """What a stranger wrote, for a terminal: one line that is not too long."""
    return "".join(it if it.isprintable() else " " for it in str(value))[:200]


def texts_load(read: TextsRead, *, actor: str) -> Report:
    """Have players read a bundle's texts. Raises NoActiveRelease, by whose rules they are checked.

    What a moderator decided here stays, unless the bundle's text was approved later.
    """
    fates: Counter[Fate] = Counter()
    refused = list(read.refused)
    for start in range(0, len(read.lines), _AT_ONCE):
        some = _load(lines=read.lines[start : start + _AT_ONCE], actor=actor)
        fates += some.fates
        refused += some.refused
    return Report(fates, tuple(sorted(refused, key=lambda it: it.line)))


@command
def _load(*, lines: Sequence[tuple[int, TextLine]], actor: str) -> Report:
    now = clock.now()
    good, refused = _sorted_out(lines)
    rows = _locked([line.asked for line, _ in good])
    fates = Counter(_settle(rows[line.asked.fingerprint], line, words, now) for line, words in good)
    counts: dict[str, Any] = {fate.value: count for fate, count in fates.items()}
    audit(actor=actor, action="content.texts_load", subject="texts", refused=len(refused), **counts)
    return Report(fates, tuple(refused))


def _sorted_out(lines: Sequence[tuple[int, TextLine]]) -> tuple[list[tuple[TextLine, Words]], list[Refused]]:
    good, refused = [], []
    for number, line in lines:
        words = words_cleaned(Words(line.text, line.title))
        if faults := words_checked(line.asked, words):
            why = ", ".join(f"{fault.code} ({fault.seen})" for fault in faults)
            refused.append(Refused(number, line.subject, _printable(why)))
        else:
            good.append((line, words))
    return good, refused


def _locked(asks: Sequence[Ask]) -> dict[str, GameText]:
    """The texts that are asked for, made where there are none."""
    rows = {
        asked.fingerprint: GameText(
            purpose=asked.purpose,
            language=asked.language,
            fingerprint=asked.fingerprint,
            subject=asked.subject,
            facts=dict(asked.facts),
        )
        for asked in asks
    }
    GameText.objects.bulk_create([rows[key] for key in sorted(rows)], ignore_conflicts=True)
    locked = GameText.objects.select_for_update().filter(fingerprint__in=rows).order_by("pk")
    return {row.fingerprint: row for row in locked}


def _settle(row: GameText, line: TextLine, words: Words, now: datetime) -> Fate:
    is_read, is_reviewed = row.state == State.PUBLISHED, line.reviewed_at is not None
    if is_read and (row.body, row.title) == (words.body, words.title) and (row.is_reviewed or not is_reviewed):
        return Fate.UNCHANGED
    if not _is_better(row, line):
        return Fate.KEPT
    version = version_add(
        row,
        words,
        origin=Origin.BUNDLE,
        verdict=Verdict.APPROVED if is_reviewed else Verdict.OPEN,
        reviewed_at=line.reviewed_at,
    )
    kind = kind_for(current(), row.purpose)
    if not is_reviewed and kind is not None and kind.policy is Policy.REVIEW:
        text_hold(row, now=now)
        return Fate.HELD
    text_show(row, version, reviewed=is_reviewed, now=now)
    return Fate.REPLACED if is_read else Fate.CREATED


def _is_better(row: GameText, line: TextLine) -> bool:
    """Whether a line may take the place of what is here: what was decided last counts, then what was decided at all."""
    decided_at = row.settled_at if row.state == State.HIDDEN else row.versions.aggregate(at=Max("reviewed_at"))["at"]
    if decided_at is not None:
        return line.reviewed_at is not None and line.reviewed_at > decided_at
    return line.reviewed_at is not None or row.state in {State.WANTED, State.FAILED}
