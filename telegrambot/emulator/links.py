"""Which links Telegram accepts, and how it writes them down."""

import re
from urllib.parse import urlsplit

from telegrambot.emulator.errors import bad_request

_OTHER_SCHEMES = ("tg://", "tg:", "ton://", "tonsite://")
_HOST = re.compile(r"^[\w.\-\[\]:%]+$")


class LinkError(ValueError):
    """Why a link is refused, in TDLib's words."""


def checked_link(link: str, *, https_only: bool = False) -> str:
    """The link in Telegram's normal form: with a scheme, a lower-case host and a path. Raises LinkError.

    A host without a dot is refused by Telegram; `localhost` is let through, because that is where a Mini App
    in development lives.
    """
    link = link.strip()
    if link.lower().startswith(_OTHER_SCHEMES):
        if https_only:
            raise LinkError("Only HTTPS links are allowed")
        return link
    try:
        parts = urlsplit(link if "://" in link else f"http://{link}")
        _ = parts.port
    except ValueError:
        raise LinkError("Wrong port number specified in the URL") from None
    _check_host(parts.netloc.rpartition("@")[2], parts.hostname or "")
    if parts.scheme not in ("http", "https"):
        raise LinkError("Unsupported URL protocol")
    if https_only and parts.scheme != "https":
        raise LinkError("Only HTTPS links are allowed")
    return parts._replace(netloc=parts.netloc.lower(), path=parts.path or "/").geturl()


def _check_host(host: str, name: str) -> None:
    if not host:
        raise LinkError("URL host is empty")
    if not _HOST.match(host):
        raise LinkError("Unallowed characters in URL host")
    if "." not in host and name != "localhost" and "[" not in host:
        raise LinkError("Wrong HTTP URL")


def button_link(link: str, *, what: str, https_only: bool = False) -> str:
    """A link of a button, or a 400 such as "inline keyboard button URL 'x' is invalid: Wrong HTTP URL"."""
    try:
        return checked_link(link, https_only=https_only)
    except LinkError as reason:
        raise bad_request(f"{what} URL '{link}' is invalid: {reason}") from None
