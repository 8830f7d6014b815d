"""English: what composed texts are made of."""

from __future__ import annotations

from content.rules.grammars.en import people, places, tales, things

POOLS: dict[str, str] = places.POOLS | things.POOLS | people.POOLS | tales.POOLS
WRAPS: dict[str, tuple[str, str]] = {"npc": ("“", "”"), "quest": ("“", "”")}
# What a fact is called in a pool's name. The first that a fact's words match.
NAMES: dict[str, dict[str, str]] = {
    "time": {"morning": "morn|dawn", "noon": "\\bday|noon|midday", "evening": "evening|dusk|sunset", "night": "night"},
    "weather": {
        "ashfall": "\\bash",
        "blizzard": "blizzard|snowstorm",
        "witch_fog": "witch",
        "fog": "fog|mist|haze",
        "storm": "storm|thunder",
        "rain": "rain|drizzle|shower",
        "starfall": "starfall|meteor|shooting",
        "snow": "snow",
        "cloudy": "overcast|cloud",
        "clear": "clear|sun",
    },
    "place": {
        "otherworld": "thrice|kalinov|smorodina|koschei|glass hill|yaga",
        "smithy": "smithy|forge",
        "inn": "\\binn\\b|tavern|burbots",
        "mine": "adit|workings|chud|mountain heart|\\bmines?\\b|cave",
        "shore": "frozen shore|\\bice\\b|pomor|seal|lighthouse|koch\\b|whale|\\bcape\\b",
        "barrow": "barrow|grave|tomb",
        "marsh": "marsh|swamp|\\bbog\\b|mire",
        "water": "ford|pool|quay|reed|lake|river|brook",
        "fire": "burn|ash|slag|cinder",
        "hills": "hills|pass\\b|spur|gully|miners|mountain|cliff",
        "ruin": "tower|\\bmill\\b|\\bden\\b|ruin",
        "town": "market|square|\\bfair\\b|town|village|hamlet",
        "forest": "forest|wood|clearing|logging|camp|grove",
    },
    "dungeon": {
        "mill": "\\bmill|cellar",
        "barrow": "barrow|grave|tomb|crypt",
        "ice": "\\bhold\\b|\\bice\\b|frozen|ship",
        "mine": "working|adit|\\bmine|cave",
    },
    "trade": {
        "smithy": "smith|forge|arms",
        "shady": "no sign|night",
        "witch": "yaga|witch|hag",
        "stores": "stores|depot",
    },
    "said": {
        "question": "\\?|^(who|what|where|when|why|how|which)\\b",
        "greeting": "^(hello|hi|hey|greetings|good (day|morning|evening))\\b",
        "thanks": "thank",
        "refusal": "^(no|not|never)\\b|\\bleav(e|ing)\\b|goodbye|farewell",
        "threat": "\\bkill|surrender|\\bdie\\b|fear me",
        "consent": "^(yes|ok|okay|fine|sure|agreed|gladly|let us go|let's go)\\b",
    },
}
