"""getMe and what the bot says about itself: commands, menu button, texts."""

import re
from typing import Any

from telegrambot.emulator.emulator import Emulator
from telegrambot.emulator.errors import ApiError, bad_request
from telegrambot.emulator.links import button_link
from telegrambot.emulator.params import Params
from telegrambot.emulator.profile import DEFAULT_MENU, Command

_COMMAND = re.compile(r"^[a-z0-9_]+$")
_PLAIN_SCOPES = frozenset(("default", "all_private_chats", "all_group_chats", "all_chat_administrators"))
_TEXT_LIMITS = {"name": 64, "description": 512, "short_description": 120}


def get_me(emulator: Emulator, params: Params) -> dict[str, Any]:
    return {
        **emulator.me,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
        "supports_guest_queries": False,
    }


def set_my_commands(emulator: Emulator, params: Params) -> bool:
    key = _scope_key(params)
    given = params.json("commands", or_else="Can't parse commands JSON object")
    if not isinstance(given, list):
        raise bad_request("Expected an Array of BotCommand")
    if len(given) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    emulator.profile.commands[key] = [_command(command) for command in given]
    _tell(emulator)
    return True


def get_my_commands(emulator: Emulator, params: Params) -> list[Command]:
    return emulator.profile.commands.get(_scope_key(params), [])


def delete_my_commands(emulator: Emulator, params: Params) -> bool:
    emulator.profile.commands.pop(_scope_key(params), None)
    _tell(emulator)
    return True


def set_chat_menu_button(emulator: Emulator, params: Params) -> bool:
    button = _menu_button(emulator, params)
    if params.has("chat_id"):
        chat = emulator.people.chat_of_call(params.text("chat_id"))
        chat.menu_button = None if button["type"] == "default" else button
        _tell(emulator, chat.person.id)
    else:
        emulator.profile.menu_button = dict(DEFAULT_MENU) if button["type"] == "default" else button
        _tell(emulator)
    return True


def get_chat_menu_button(emulator: Emulator, params: Params) -> dict[str, Any]:
    if not params.has("chat_id"):
        return emulator.profile.menu_button
    chat = emulator.people.chat_of_call(params.text("chat_id"))
    return chat.menu_button or emulator.profile.menu_button


def set_text(what: str) -> Any:
    """setMyName, setMyDescription and setMyShortDescription; `what` names the parameter."""

    def method(emulator: Emulator, params: Params) -> bool:
        value = params.text(what)
        if len(value) > _TEXT_LIMITS[what]:
            raise bad_request(f"BOT_{what.upper()}_INVALID" if what != "name" else "BOT_TITLE_INVALID")
        emulator.profile.set_text(what, _language(params), value)
        _tell(emulator)
        return True

    return method


def get_text(what: str) -> Any:
    def method(emulator: Emulator, params: Params) -> dict[str, str]:
        otherwise = emulator.config.bot_name if what == "name" else ""
        return {what: emulator.profile.text(what, _language(params), otherwise)}

    return method


def _tell(emulator: Emulator, person_id: int = 0) -> None:
    """Open chat pages draw the menu anew; 0 is everyone's."""
    emulator.changes += 1
    emulator.watchers.publish(person_id, "profile", {})


def _language(params: Params) -> str:
    code = params.text("language_code")
    if code and not (len(code) == 2 and code.isalpha() and code.islower()):
        raise bad_request("Invalid language code specified")
    return code


def _scope_key(params: Params) -> str:
    given = params.json("scope", or_else="Can't parse BotCommandScope JSON object")
    language = _language(params)
    if given is None:
        return f"default|{language}"
    if not isinstance(given, dict):
        raise _wrong_scope("BotCommandScope must be an Object")
    kind = given.get("type")
    if kind in _PLAIN_SCOPES:
        return f"{kind}|{language}"
    if kind not in ("chat", "chat_administrators", "chat_member"):
        raise _wrong_scope("Unsupported type specified")
    if not given.get("chat_id"):
        raise _wrong_scope("Empty chat_id specified")
    return f"{kind}:{given['chat_id']}|{language}"


def _wrong_scope(reason: str) -> ApiError:
    return bad_request(f"Can't parse BotCommandScope: {reason}")


def _command(given: Any) -> Command:
    if not isinstance(given, dict):
        raise bad_request("Can't parse BotCommand: expected an Object")
    name = str(given.get("command") or "").strip().removeprefix("/")
    description = str(given.get("description") or "").strip()
    if not name:
        raise bad_request("Command must be non-empty")
    if len(name) > 32:
        raise bad_request("Command length must not exceed 32")
    if not description:
        raise bad_request("Command description must be non-empty")
    if len(description) > 256:
        raise bad_request("Command description length must not exceed 256")
    if not _COMMAND.match(name):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": name, "description": description}


def _menu_button(emulator: Emulator, params: Params) -> dict[str, Any]:
    given = params.json("menu_button", or_else="Can't parse menu button JSON object")
    if given is None:
        return {"type": "default"}
    refusal = "Can't parse menu button: "
    if not isinstance(given, dict):
        raise bad_request(refusal + "MenuButton must be an Object")
    match given:
        case {"type": "default" | "commands" as kind}:
            return {"type": kind}
        case {"type": "web_app", "text": str(text), "web_app": {"url": str(url)}} if text:
            https_only = not emulator.config.allow_http_web_app
            url = button_link(url, what="Menu button Web App", https_only=https_only)
            return {"type": "web_app", "text": text, "web_app": {"url": url}}
    raise bad_request(refusal + "MenuButton has unsupported type")
