"""Facts to try a kind of text on, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from content.rules.texts import Ask, Purpose, ask

SAMPLES: Mapping[Purpose, Mapping[str, Mapping[str, str]]] = {
    Purpose.LOCATION: {
        "ru": {
            "place": "Старый брод",
            "region": "Озёрный край",
            "about": "Мелкая вода, скользкие камни и следы колёс.",
            "time": "ночь",
            "weather": "туман",
        },
        "en": {
            "place": "The old ford",
            "region": "Lakeland",
            "about": "Shallow water, slippery stones and the ruts of wheels.",
            "time": "night",
            "weather": "fog",
        },
    },
    Purpose.ROOM: {
        "ru": {
            "dungeon": "Затопленный погреб",
            "about": "Сырые своды под заброшенной мельницей.",
            "room": "кладовая",
            "variant": "1",
        },
        "en": {
            "dungeon": "The drowned cellar",
            "about": "Damp vaults under an abandoned mill.",
            "room": "storeroom",
            "variant": "1",
        },
    },
    Purpose.ITEM: {
        "ru": {"item": "Железный меч", "kind": "оружие", "rarity": "редкая", "about": "Тяжёлый, с зарубкой у гарды."},
        "en": {"item": "Iron sword", "kind": "weapon", "rarity": "rare", "about": "Heavy, with a notch at the guard."},
    },
    Purpose.NPC: {
        "ru": {"who": "Яким", "place": "Рыночная площадь", "trade": "хлеб и снадобья", "time": "утро"},
        "en": {"who": "Yakim", "place": "The market square", "trade": "bread and potions", "time": "morning"},
    },
    Purpose.QUEST: {
        "ru": {
            "quest": "Волчья тропа",
            "giver": "старая Марфа",
            "place": "Старая просека",
            "about": "Отогнать волков от просеки.",
        },
        "en": {
            "quest": "The wolves' path",
            "giver": "old Marfa",
            "place": "The old clearing",
            "about": "Drive the wolves away from the clearing.",
        },
    },
    Purpose.MONSTER: {
        "ru": {"monster": "Болотный упырь", "place": "Гнилая топь", "about": "Встаёт из трясины, когда стемнеет."},
        "en": {"monster": "Bog ghoul", "place": "The rotten marsh", "about": "Rises from the mire when it gets dark."},
    },
    Purpose.BATTLE: {
        "ru": {
            "hero": "Лёля",
            "monster": "Болотный упырь",
            "place": "Гнилая топь",
            "turning_point": "последний удар на исходе сил",
        },
        "en": {
            "hero": "Lyolya",
            "monster": "Bog ghoul",
            "place": "The rotten marsh",
            "turning_point": "a last blow when all strength was gone",
        },
    },
    Purpose.REPLY: {
        "ru": {
            "story": "Свеча в окне",
            "scene": "Хозяйка дома молча смотрит на дорогу.",
            "said": "Кого вы ждёте?",
        },
        "en": {
            "story": "A candle in the window",
            "scene": "The lady of the house looks at the road and says nothing.",
            "said": "Whom do you wait for?",
        },
    },
}


def sample_ask(purpose: Purpose, language: str) -> Ask:
    return ask(purpose, language, f"{purpose}:sample", **SAMPLES[purpose][language])
