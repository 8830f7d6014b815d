"""Many people and many actions at once, for load tests."""

from typing import Any

from telegrambot.emulator.acting.errors import ActingError
from telegrambot.emulator.acting.pressing import latest_keyboard, person_press
from telegrambot.emulator.acting.talking import chat_of, person_create, person_say
from telegrambot.emulator.emulator import Emulator


def people_create(emulator: Emulator, count: int, *, language_code: str = "ru") -> list[int]:
    """People who have already started the bot. Their ids, one after another."""
    if count <= 0:
        return []
    first = person_create(emulator, "Player 1", language_code=language_code, has_started=True)
    ids = [first.id]
    for number in range(2, count + 1):
        person = person_create(
            emulator,
            f"Player {number}",
            person_id=first.id + number - 1,
            language_code=language_code,
            has_started=True,
        )
        ids.append(person.id)
    return ids


def act_all(emulator: Emulator, actions: list[dict[str, Any]]) -> int:
    """Texts and button presses in the order given; how many they were.

    A press without `message_id` is for the newest keyboard.
    """
    for action in actions:
        person_id = action.get("person_id")
        if not isinstance(person_id, int):
            raise ActingError("every action needs a 'person_id'")
        if "text" in action:
            person_say(emulator, person_id, str(action["text"]))
            continue
        message_id = action.get("message_id") or latest_keyboard(chat_of(emulator, person_id))["message_id"]
        person_press(
            emulator,
            person_id,
            int(message_id),
            str(action.get("data", "")),
            forged=bool(action.get("forged")),
        )
    return len(actions)
