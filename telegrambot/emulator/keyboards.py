"""`reply_markup`: what the Bot API accepts as a keyboard, and its refusals (Bot API server 10.0, TDLib)."""

from collections.abc import Callable
from typing import Any

from telegrambot.emulator.errors import ApiError, bad_request
from telegrambot.emulator.links import button_link
from telegrambot.emulator.params import Params

Markup = dict[str, Any]
Button = dict[str, Any]

MAX_BUTTONS = 100
MAX_ROW = 8
MAX_CALLBACK_BYTES = 64
MAX_COPY_TEXT = 256
_STYLES = frozenset(("primary", "danger", "success"))
_MAY_BE_EMPTY = frozenset(("switch_inline_query", "switch_inline_query_current_chat"))
_KEYBOARD_FLAGS = ("resize_keyboard", "one_time_keyboard", "is_persistent", "selective")
_REQUESTS = ("request_contact", "request_location", "request_poll", "request_users", "request_chat")


def markup_of(params: Params, *, allow_http_web_app: bool) -> Markup | None:
    """The keyboard with only the fields Telegram knows; None when there is none. Raises ApiError 400."""
    if "reply_markup" not in params.raw:
        return None
    given = params.json("reply_markup", or_else="Can't parse reply keyboard markup JSON object")
    if given is None:
        return None
    if not isinstance(given, dict):
        raise bad_request("Object expected as reply markup")
    return _Reader(allow_http_web_app).markup(given)


def inline_markup_of(params: Params, *, allow_http_web_app: bool) -> Markup | None:
    """The keyboard of an edit: inline or none."""
    markup = markup_of(params, allow_http_web_app=allow_http_web_app)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("Inline keyboard expected")
    return markup


class _Reader:
    __slots__ = ("actions", "https_only")

    def __init__(self, allow_http_web_app: bool) -> None:
        self.https_only = not allow_http_web_app
        self.actions: dict[str, Callable[[Any], Any]] = {
            "url": lambda url: button_link(str(url), what="Inline keyboard button"),
            "callback_data": _callback_data,
            "pay": lambda _: True,
            "switch_inline_query": str,
            "switch_inline_query_chosen_chat": dict,
            "switch_inline_query_current_chat": str,
            "login_url": dict,
            "web_app": lambda web_app: {"url": self.web_app_url(web_app, "Inline keyboard button Web App")},
            "copy_text": lambda copied: {"text": _copy_text(copied)},
        }

    def markup(self, given: Markup) -> Markup | None:
        if given.get("keyboard"):
            rows = _rows(given["keyboard"], 'Field "keyboard" must be an Array of Arrays', self.reply_button)
            flags = {name: True for name in _KEYBOARD_FLAGS if given.get(name)}
            return {"keyboard": rows, **flags, **_placeholder(given)}
        if given.get("inline_keyboard"):
            refusal = 'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
            rows = _rows(given["inline_keyboard"], refusal, self.inline_button)
            return {"inline_keyboard": rows} if rows else None
        if given.get("remove_keyboard"):
            return {"remove_keyboard": True}
        if given.get("force_reply"):
            return {"force_reply": True, **_placeholder(given)}
        return None

    def reply_button(self, given: Any) -> Button:
        if isinstance(given, str):
            return {"text": given}
        if not isinstance(given, dict):
            raise bad_request("Can't parse keyboard button: KeyboardButton must be a String or an Object")
        button = _labelled(given, "keyboard button")
        if web_app := given.get("web_app"):
            button["web_app"] = {"url": self.web_app_url(web_app, "Keyboard button Web App")}
        button.update({name: given[name] for name in _REQUESTS if given.get(name)})
        return button

    def inline_button(self, given: Any) -> Button:
        if not isinstance(given, dict):
            raise bad_request("Can't parse inline keyboard button: InlineKeyboardButton must be an Object")
        button = _labelled(given, "inline keyboard button")
        if not button["text"]:
            raise bad_request("Inline keyboard button text must be non-empty")
        button.update(self.inline_action(given))
        return button

    def inline_action(self, given: Button) -> Button:
        """What the button does. The first field that is present decides, as on the server."""
        for name, read in self.actions.items():
            value = given.get(name)
            if value or (value == "" and name in _MAY_BE_EMPTY):
                return {name: read(value)}
        raise bad_request("Can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")

    def web_app_url(self, web_app: Any, what: str) -> str:
        if not isinstance(web_app, dict) or "url" not in web_app:
            raise bad_request('Can\'t find field "url"')
        return button_link(str(web_app["url"]), what=what, https_only=self.https_only)


def _rows(given: Any, refusal: str, read: Callable[[Any], Button]) -> list[list[Button]]:
    if not isinstance(given, list) or not all(isinstance(row, list) for row in given):
        raise bad_request(refusal)
    rows = [[read(button) for button in row] for row in given if row]
    if sum(map(len, rows)) > MAX_BUTTONS or any(len(row) > MAX_ROW for row in rows):
        raise _too_long()
    return rows


def _too_long() -> ApiError:
    return bad_request("reply markup is too long")


def _labelled(given: Button, what: str) -> Button:
    text = given.get("text")
    if text is None:
        raise bad_request(f"Can't parse {what}: Can't find field \"text\"")
    button: Button = {"text": str(text)}
    if icon := given.get("icon_custom_emoji_id"):
        button["icon_custom_emoji_id"] = str(icon)
    style = str(given.get("style") or "default").lower()
    if style in _STYLES:
        button["style"] = style
    elif style != "default":
        raise bad_request(f"Can't parse {what}: invalid button style specified")
    return button


def _callback_data(data: Any) -> str:
    text = str(data)
    if len(text.encode()) > MAX_CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return text


def _copy_text(given: Any) -> str:
    text = given.get("text") if isinstance(given, dict) else None
    if not text:
        raise bad_request("Can't parse inline keyboard button: Can't find field \"text\"")
    if len(str(text)) > MAX_COPY_TEXT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return str(text)


def _placeholder(given: Markup) -> Markup:
    text = given.get("input_field_placeholder")
    return {"input_field_placeholder": str(text)[:64]} if text else {}
