"""Names that people choose: shown to others, so they may not trick the eye or break a screen."""

from __future__ import annotations

import unicodedata

LONGEST = 20
LONGEST_KEY = 80
_ALLOWED_MARKS = frozenset(" -'’.")
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")  # letters by category, nothing to the eye


def clean_name(raw: str) -> str:
    """The name with invisible and direction-changing characters dropped and white space made single."""
    visible = "".join(char for char in unicodedata.normalize("NFKC", raw) if _is_visible(char))
    return " ".join(visible.split())


def _is_visible(char: str) -> bool:
    if char in _BLANK_LETTERS:
        return False
    return char.isspace() or unicodedata.category(char) not in {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}


def name_fault(name: str) -> str | None:
    """Why a cleaned name is refused: `empty`, `long`, `characters`; None when it is fine.

    Letters of any alphabet, digits and a few marks; at least one letter.
    """
    if not any(char.isalpha() for char in name):
        return "empty" if not name else "characters"
    if len(name) > LONGEST:
        return "long"
    if not all(char.isalpha() or char.isdigit() or char in _ALLOWED_MARKS or _is_mark(char) for char in name):
        return "characters"
    return _key_fault(name_key(name))


def _key_fault(key: str) -> str | None:
    """A name of which nothing is left to tell it from others, or whose letters unfold without end."""
    if not key:
        return "characters"
    return "long" if len(key) > LONGEST_KEY else None


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in {"Mn", "Mc"}


# Letters that look alike in Latin, Cyrillic and Greek are one letter in a name's key: «Аlеx» is Alex.
_CAPITALS = str.maketrans("ΝΗΖΥΡΧΙ", "nhzypxi")  # these Greek capitals look Latin, their small letters do not
_LOOKALIKES = str.maketrans(
    "авекмнорстухёіјѕһԁԛԝьӏαβεκμνορτυχιɡɑı01il5",
    "abekmhopctyxeljshdqwblabekmvoptuxlgalollls",
)


def name_key(name: str) -> str:
    """What two names must not share: case, accents, marks and look-alike letters do not count."""
    decomposed = unicodedata.normalize("NFKD", name.translate(_CAPITALS)).casefold()
    letters = "".join(char for char in decomposed if char.isalnum())
    return letters.translate(_LOOKALIKES)
