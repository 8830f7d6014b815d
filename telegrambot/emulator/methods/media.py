"""Photos, documents and the files behind them."""

from telegrambot.emulator.emulator import Emulator
from telegrambot.emulator.entities import MAX_CAPTION, Formatted, caption_of, formatted
from telegrambot.emulator.errors import ApiError, bad_request
from telegrambot.emulator.files import MAX_DOWNLOAD_BYTES, wrong_file
from telegrambot.emulator.methods.editing import MEDIA_FIELDS, apply, edited
from telegrambot.emulator.methods.sending import deliver, with_caption
from telegrambot.emulator.params import Params, Upload
from telegrambot.emulator.people import Message

_ATTACHED = "attach://"
_MEDIA_KINDS = frozenset(("photo", "document"))
_CONTENT_FIELDS = (
    *("text", "entities", "link_preview_options"),
    *(*MEDIA_FIELDS, "caption", "caption_entities", "show_caption_above_media", "has_media_spoiler"),
)


def send_photo(emulator: Emulator, params: Params) -> Message:
    if not params.has("photo"):
        raise bad_request("There is no photo in the request")
    content = _media_content(emulator, params, "photo", params.text("photo"), "photo")
    return _send(emulator, params, content)


def send_document(emulator: Emulator, params: Params) -> Message:
    if not params.has("document"):
        raise bad_request("There is no document in the request")
    content = _media_content(emulator, params, "document", params.text("document"), "document")
    return _send(emulator, params, content)


def edit_message_media(emulator: Emulator, params: Params) -> Message:
    """New media with its own caption; also turns a text message into one with media."""
    params.required_text("media")
    given = params.json("media", or_else="Can't parse input media JSON object")
    if not isinstance(given, dict):
        raise _wrong_media("expected an Object")
    kind = given.get("type")
    if kind is None:
        raise _wrong_media('Can\'t find field "type"')
    if kind not in _MEDIA_KINDS:
        raise _wrong_media(f'type "{kind}" is unsupported')
    if not given.get("media"):
        raise _wrong_media("media not found")
    caption = formatted(given.get("caption") or "", given.get("parse_mode") or "", given.get("caption_entities"))
    chat, message, markup = edited(emulator, params)
    if "text" not in message and not any(name in message for name in MEDIA_FIELDS):
        raise bad_request("Message media can't be edited")
    content = _media_content(emulator, params, str(kind), str(given["media"]), "")
    content = with_caption(emulator, content, _measured(caption, "MEDIA_CAPTION_TOO_LONG"))
    content.update({name: True for name in ("show_caption_above_media",) if given.get(name)})
    if given.get("has_spoiler"):
        content["has_media_spoiler"] = True
    changes = {name: content.get(name) for name in _CONTENT_FIELDS} | {"reply_markup": markup}
    return apply(emulator, chat, message, changes)


def get_file(emulator: Emulator, params: Params) -> Message:
    stored = emulator.files.by_id.get(params.text("file_id"))
    if stored is None:
        what = "file_id not specified" if not params.text("file_id") else "invalid file_id"
        raise bad_request(what)
    if len(stored.body) > MAX_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return stored.as_file()


def _send(emulator: Emulator, params: Params, content: Message) -> Message:
    content = with_caption(emulator, content, _measured(caption_of(params), "Message caption is too long"))
    if params.flag("show_caption_above_media"):
        content["show_caption_above_media"] = True
    if params.flag("has_spoiler"):
        content["has_media_spoiler"] = True
    return deliver(emulator, params, content)


def _measured(caption: Formatted, refusal: str) -> Formatted:
    if len(caption[0]) > MAX_CAPTION:
        raise bad_request(refusal)
    return caption


def _media_content(emulator: Emulator, params: Params, kind: str, value: str, field: str) -> Message:
    """The photo or document field of a message, from an upload or a file_id. Raises ApiError 400."""
    upload = _upload(params, value, field)
    files = emulator.files
    if kind == "photo":
        sizes = files.add_photo(upload.body) if upload else files.photo(value)
        return {"photo": [size.as_photo_size() for size in sizes]}
    if upload:
        return {"document": files.add_document(upload.body, upload.filename, upload.content_type).as_document()}
    return {"document": files.document(value).as_document()}


def _upload(params: Params, value: str, field: str) -> Upload | None:
    if field and field in params.files:
        return params.files[field]
    if value.startswith(_ATTACHED):
        upload = params.files.get(value.removeprefix(_ATTACHED))
        if upload is None:
            raise wrong_file()
        return upload
    if value.startswith(("http://", "https://")):
        # Nothing here reaches the network, so Telegram's answer for a page it cannot fetch is the honest one.
        raise bad_request("Failed to get HTTP URL content")
    return None


def _wrong_media(reason: str) -> ApiError:
    return bad_request(f"Can't parse InputMedia: {reason}")
