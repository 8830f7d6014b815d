"""What stands between a writer and the players: a text with a fault reaches nobody.

The checks know what prose is and refuse the rest, rather than listing what is dangerous: whatever a screen, a log or
another program could take for more than words is no letter and none of a dozen punctuation marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from content.rules.texts import (
    LONGEST_TITLE,
    TITLED,
    TYPED_BY_PLAYERS,
    Ask,
    ForbiddenWordSpec,
    TextKindSpec,
    Words,
)

_PUNCTUATION = frozenset(" .,!?…:;—–-«»“”„\"'’()")
_ENDS = frozenset('.!?…»”"’)')
_LONGEST_CLEANED = 4000  # what comes after it is cut before anything looks at it

TOO_SIMILAR = 0.6  # of the trigrams of two texts, those they share
TOO_CLOSE_TO_FACTS = 0.75
_QUOTED = 24  # characters in a row that a player typed and a writer repeats
# What turns the direction of writing is no accident, so it is made visible and refused.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LINK = re.compile(r"[^\W_]{2,}\.[^\W\d_]{2,}|://|\bwww\b|\bt\.me\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_NOISE = re.compile(r"(.)\1{4,}|\b(\w+)(?:\W+\2\b){3,}", re.IGNORECASE)
# What a model says when it does not write, and what only its instructions could have told it.
_ASIDE = re.compile(
    r"\b(as an ai|language model|i can ?not|i'm sorry|i am sorry|as requested|here is (the|your)|system prompt|"
    r"instructions?|prompt|json|ignore (all|previous)|"
    r"как (ии|языковая модель|искусственный)|языков\w+ модел\w+|я не могу|извините|вот (ваш|твой) текст|"
    r"системн\w+ (промпт|запрос)|инструкци\w+|промпт\w*)\b",
    re.IGNORECASE,
)
# A number beside what the game counts is a promise, and only rules make promises.
_COUNTED = re.compile(
    r"\b(?:(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|"
    r"дв[аеу]\w*|тр[иёе]\w{0,2}|четыр\w+|пят\w+|шест\w+|сем\w{0,2}|восем\w+|девят\w+|десят\w+|двадцат\w+|сорок\w?|"
    r"сто|сотн\w+|тысяч\w+)\W+){1,3}"
    r"(?:gold|coins?|xp|experience|hp|hit points|health|damage|levels?|percent|energy|"
    r"золот\w+|монет\w*|опыт\w*|урон\w*|уров\w+|процент\w*|здоровь\w+|энерги\w+|единиц\w*)\b",
    re.IGNORECASE,
)
_ENGLISH = """
    a an and are as at be but by for from had has have he her his i if in into is it its like no not of on one or she so
    that the their them there they this to was were when where which who will with you your"""
_RUSSIAN = """
    а без бы был была были было в вас во вот всё все вы да для до его ему если есть ещё её же за здесь и из или им их к
    как кто ли между мне мой мы на над не нет ни но о об он она они оно от по под при про с сам себе себя со так там те
    тебе тебя то тот ты у уже чем что чтобы это я"""
_USUAL: Mapping[str, frozenset[str]] = {"en": frozenset(_ENGLISH.split()), "ru": frozenset(_RUSSIAN.split())}
_SCRIPTS: Mapping[str, str] = {"ru": "CYRILLIC", "en": "LATIN"}
_FOREIGN = {"ru": frozenset("іїєґўјљњћђџѓќѕ"), "en": frozenset("ßäöüåæøñçéèêàâîôûãõşğıłżźśćń")}
_LOOKALIKES = str.maketrans("acekmopstuxyhb0134@$", "асекморзтиху" + "нвоизаас")
_LATIN_LOOKALIKES = str.maketrans("асекморзтихунв013457@$", "acekmopstuxyhb" + "oieastas")


@dataclass(frozen=True, slots=True)
class Fault:
    """`code` says what is wrong, `seen` shows it."""

    code: str
    seen: str = ""


Check = Callable[[Words, TextKindSpec, Ask], Iterator[Fault]]


def words_cleaned(words: Words) -> Words:
    """The same words in one normal form, with plain white space and without characters that nobody sees."""
    return Words(_cleaned(words.body), _cleaned(words.title))


def words_faults(
    words: Words,
    kind: TextKindSpec,
    asked: Ask,
    *,
    forbidden: Sequence[ForbiddenWordSpec] = (),
    others: Sequence[str] = (),
) -> tuple[Fault, ...]:
    """All that is wrong with cleaned words. `others`: texts of the same kind that players read already."""
    faults = [fault for check in _CHECKS for fault in check(words, kind, asked)]
    faults += _forbidden(words, asked.language, forbidden)
    faults += _similar(words, others)
    return tuple(faults)


def is_tellable(fact: str) -> bool:
    """Whether words of a fact may stand in a text: no link, no promise, no noise, nothing that only a model says."""
    return not any(pattern.search(fact) for pattern in (_LINK, _COUNTED, _NOISE, _ASIDE))


def likeness(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1: the share of their trigrams that both have (Jaccard)."""
    ours, theirs = _trigrams(one), _trigrams(other)
    return len(ours & theirs) / len(ours | theirs) if ours or theirs else 0.0


def _cleaned(text: str) -> str:
    text = _TURNING.sub("\ufffd", unicodedata.normalize("NFC", text[:_LONGEST_CLEANED]))
    seen = "".join(" " if it.isspace() else it for it in text if it.isspace() or unicodedata.category(it)[0] != "C")
    return " ".join(seen.split())


def _length(words: Words, kind: TextKindSpec, asked: Ask) -> Iterator[Fault]:
    if not kind.min_length <= len(words.body) <= kind.max_length:
        yield Fault("length", str(len(words.body)))
    if kind.purpose in TITLED and not 2 <= len(words.title) <= LONGEST_TITLE:
        yield Fault("title_length", str(len(words.title)))
    if kind.purpose not in TITLED and words.title:
        yield Fault("title_length", str(len(words.title)))


def _symbols(words: Words, kind: TextKindSpec, asked: Ask) -> Iterator[Fault]:
    """Letters, their accents, digits and a dozen marks: no markup, no pictures, nothing of a program."""
    strange = {it for it in words.title + words.body if not _is_prose(it)}
    if strange:
        yield Fault("symbols", " ".join(sorted(strange))[:40])


def _is_prose(character: str) -> bool:
    return character in _PUNCTUATION or character.isalnum() or unicodedata.category(character) == "Mn"


def _links(words: Words, kind: TextKindSpec, asked: Ask) -> Iterator[Fault]:
    if found := _LINK.search(f"{words.title} {words.body}"):
        yield Fault("link", found[0][:40])


def _numbers(words: Words, kind: TextKindSpec, asked: Ask) -> Iterator[Fault]:
    """Digits that the facts do not have, and counted rewards in any spelling."""
    known = {number for _, value in asked.facts for number in _NUMBER.findall(value)}
    told = _NUMBER.findall(f"{words.title} {words.body}")
    if unknown := [number for number in told if number not in known]:
        yield Fault("numbers", ", ".join(unknown)[:40])
    if found := _COUNTED.search(words.body):
        yield Fault("promise", found[0][:40])


def _language(words: Words, kind: TextKindSpec, asked: Ask) -> Iterator[Fault]:
    """Letters of the language's script, and words that no text of that language does without."""
    letters = [it for it in words.body.lower() if it.isalpha()]
    ours = sum(1 for it in letters if unicodedata.name(it, "").startswith(_SCRIPTS[asked.language]))
    is_foreign = sum(it in _FOREIGN[asked.language] for it in letters) > len(letters) / 40
    if not letters or ours < len(letters) * 0.97 or is_foreign:
        yield Fault("language", words.body[:40])
        return
    told = re.findall(r"\w+", words.body.lower())
    if len(told) >= 6 and sum(word in _USUAL[asked.language] for word in told) < len(told) / 12:
        yield Fault("language", words.body[:40])


def _form(words: Words, kind: TextKindSpec, asked: Ask) -> Iterator[Fault]:
    if words.body and words.body[-1] not in _ENDS:
        yield Fault("unfinished", words.body[-20:])
    if found := _NOISE.search(words.body):
        yield Fault("noise", found[0][:40])
    if found := _ASIDE.search(f"{words.title} {words.body}"):
        yield Fault("aside", found[0])


def _echoes(words: Words, kind: TextKindSpec, asked: Ask) -> Iterator[Fault]:
    """Neither what is known already, nor what a player has typed in the hope that it is repeated."""
    for name, value in asked.facts:
        if name in TYPED_BY_PLAYERS and _shares(words.body, value):
            yield Fault("quotes_player", name)
        elif len(value) >= 40 and likeness(words.body, value) > TOO_CLOSE_TO_FACTS:
            yield Fault("repeats_facts", name)


def _shares(text: str, typed: str) -> bool:
    text, typed = text.casefold(), " ".join(typed.casefold().split())
    return any(typed[start : start + _QUOTED] in text for start in range(len(typed) - _QUOTED + 1))


_CHECKS: tuple[Check, ...] = (_length, _symbols, _links, _numbers, _language, _form, _echoes)


def _similar(words: Words, others: Iterable[str]) -> Iterator[Fault]:
    ours = _trigrams(words.body)
    for other in others:
        theirs = _trigrams(other)
        if ours and len(ours & theirs) > TOO_SIMILAR * len(ours | theirs):
            yield Fault("similar", other[:40])
            return


def _trigrams(text: str) -> set[str]:
    plain = " ".join(re.findall(r"\w+", text.casefold()))
    return {plain[start : start + 3] for start in range(len(plain) - 2)}


def _forbidden(words: Words, language: str, forbidden: Iterable[ForbiddenWordSpec]) -> Iterator[Fault]:
    """Words of the list, also when their letters stand apart, repeat, or are of another alphabet."""
    told = list(_disguises(f"{words.title} {words.body}"))
    for row in forbidden:
        if row.language not in ("", language):
            continue
        word = row.word.casefold().replace("ё", "е")
        if any(it.startswith(word) if row.is_stem else it == word for it in told):
            yield Fault("forbidden", row.word)


def _disguises(text: str) -> Iterator[str]:
    """The words of a text as they are and as they may be meant."""
    plain = text.casefold().replace("ё", "е")
    for alike in (plain, plain.translate(_LOOKALIKES), plain.translate(_LATIN_LOOKALIKES)):
        for spelled in (alike, _joined(alike)):
            for word in re.findall(r"[^\W_]+", spelled):
                yield word
                yield re.sub(r"(.)\1+", r"\1", word)


def _joined(text: str) -> str:
    """Letters that stand alone, put together: `f u c k`, `х.у.й`."""
    return re.sub(
        r"(?<![^\W_])((?:[^\W_][\W_]{1,2}){2,}[^\W_])(?![^\W_])", lambda it: re.sub(r"[\W_]", "", it[0]), text
    )
