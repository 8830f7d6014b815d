"""A person at a phone: presses what is shown, and fails loudly when it is not there."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from telegrambot.emulator.testing import RunningEmulator


@dataclass
class Person:
    telegram: RunningEmulator
    first_name: str = "Лёля"
    language: str = "ru"
    id: int = 0
    taps: int = 0
    screen: dict[str, Any] = field(default_factory=dict)
    toast: str = ""
    texts: dict[int, str] = field(default_factory=dict)
    patience: float = 15.0  # seconds to wait for a reply: tests share their machine

    def __post_init__(self) -> None:
        self.id = self.telegram.person(self.first_name, language_code=self.language)

    @property
    def text(self) -> str:
        return str(self.screen["text"])

    @property
    def data(self) -> list[str]:
        rows = self.screen.get("reply_markup", {}).get("inline_keyboard", [])
        return [button["callback_data"] for row in rows for button in row]

    @property
    def labels(self) -> list[str]:
        rows = self.screen.get("reply_markup", {}).get("inline_keyboard", [])
        return [button["text"] for row in rows for button in row]

    def say(self, text: str) -> Person:
        self.telegram.say(self.id, text)
        self.screen = self.telegram.reply(self.id, kinds=("message",), timeout=self.patience)
        self.texts[self.screen["message_id"]] = self.text
        return self

    def hear(self) -> dict[str, Any]:
        """What the bot shows next; the buttons that it takes from an old message are no news."""
        while True:
            shown = self.telegram.reply(self.id, timeout=self.patience)
            known = self.texts.get(shown["message_id"])
            self.texts[shown["message_id"]] = shown["text"]
            if "reply_markup" in shown or known != shown["text"]:
                return shown

    def can(self, start: str) -> bool:
        return any(data.startswith(start) for data in self.data)

    def tap(self, start: str, *, quiet: bool = False) -> Person:
        """Press the button whose data begins so; `quiet`: only a toast is expected."""
        data = next((data for data in self.data if data.startswith(start)), None)
        assert data is not None, f"no button {start!r} among {self.data}"
        return self.send(data, quiet=quiet)

    def send(self, data: str, *, forged: bool = False, quiet: bool = False, message_id: int = 0) -> Person:
        self.taps += 1
        number = message_id or int(self.screen["message_id"])
        answer = self.telegram.press(self.id, data=data, message_id=number, forged=forged, timeout=self.patience)
        assert answer is not None, "the press was not answered"
        self.toast = answer["text"]
        if not quiet:
            self.screen = self.hear()
        return self

    def hear_stripped(self, message_id: int) -> bool:
        """Whether the buttons of a message are gone, soon."""
        for _ in range(50):
            found = next(m for m in self.telegram.messages(self.id) if m["message_id"] == message_id)
            if "reply_markup" not in found:
                return True
            time.sleep(0.02)
        return False

    def begin(self, character_class: str = "warrior") -> Person:
        """Through the first minute to the first location."""
        self.telegram.begin(self.id)
        self.screen = self.hear()
        return self.tap("name.").tap(f"class.{self.data[0].split('.')[1]}.{character_class}")

    def win(self) -> Person:
        """Fight until something is beaten, resting in between."""
        for _ in range(20):
            self.tap("fight.")
            self.fight_on()
            if "Победа" in self.text or "Victory" in self.text:
                return self
            self.tap("look.") if self.can("look.") else self.say("/look")
            self.come_back()
        raise AssertionError("twenty fights without a victory")

    def fight_on(self) -> None:
        for _ in range(60):
            if not self.can("attack."):
                return
            strong = [data for data in self.data if data.startswith("skill.")]
            energy = int(self.text.split("⚡ ")[1].split("/")[0])
            self.send(strong[0] if strong and energy >= 4 else next(d for d in self.data if d.startswith("attack.")))

    def come_back(self) -> None:
        """From the tavern to the clearing again, rested."""
        if self.can("rest."):
            self.tap("rest.")
        for place in ("town_square", "forest_gate", "old_clearing"):
            if self.can("fight."):
                return
            self.say(f"/go_{place}")
