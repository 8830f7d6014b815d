"""What the bot says about itself: commands, menu button, name and descriptions."""

from dataclasses import dataclass, field
from typing import Any

Command = dict[str, str]
DEFAULT_MENU: dict[str, Any] = {"type": "commands"}


@dataclass(slots=True)
class BotProfile:
    """Texts are kept by language code, "" for every other language; commands by scope and language."""

    commands: dict[str, list[Command]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    menu_button: dict[str, Any] = field(default_factory=lambda: dict(DEFAULT_MENU))

    def text(self, what: str, language_code: str, otherwise: str = "") -> str:
        """`what` is `name`, `description` or `short_description`."""
        return self.texts.get(f"{what}:{language_code}") or self.texts.get(f"{what}:") or otherwise

    def set_text(self, what: str, language_code: str, value: str) -> None:
        self.texts[f"{what}:{language_code}"] = value

    def commands_for(self, person_id: int, language_code: str) -> list[Command]:
        """The commands a person sees in a private chat, in the order of precedence of BotCommandScope."""
        language = language_code.partition("-")[0].lower()
        for scope in (f"chat:{person_id}", "all_private_chats", "default"):
            for code in (language, ""):
                if found := self.commands.get(f"{scope}|{code}"):
                    return found
        return []
