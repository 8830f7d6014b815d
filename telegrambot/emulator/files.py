"""Files the bot or a person sent. A file_id belongs to this bot and never changes."""

import base64
import hashlib
import io
from dataclasses import dataclass
from typing import Any

from PIL import Image, UnidentifiedImageError

from telegrambot.emulator.errors import bad_request

MAX_PHOTO_BYTES = 10 * 1024 * 1024
MAX_UPLOAD_BYTES = 50 * 1024 * 1024
MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024
_SIZES = (("s", 90), ("m", 320), ("x", 800), ("y", 1280))
_EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif"}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file as the bot knows it; `width` and `height` are in pixels, 0 for a document."""

    file_id: str
    file_unique_id: str
    file_path: str
    body: bytes
    content_type: str
    file_name: str = ""
    width: int = 0
    height: int = 0

    def as_photo_size(self) -> dict[str, Any]:
        return {**self._identity(), "width": self.width, "height": self.height}

    def as_document(self) -> dict[str, Any]:
        name = {"file_name": self.file_name} if self.file_name else {}
        return {**self._identity(), **name, "mime_type": self.content_type}

    def as_file(self) -> dict[str, Any]:
        return {**self._identity(), "file_path": self.file_path}

    def _identity(self) -> dict[str, Any]:
        return {"file_id": self.file_id, "file_unique_id": self.file_unique_id, "file_size": len(self.body)}


class FileShelf:
    """All files by id and by path. The same bytes get the same ids, so a run can be repeated."""

    __slots__ = ("_bot_id", "by_id", "by_path", "photos")

    def __init__(self, bot_id: int) -> None:
        self._bot_id = bot_id
        self.by_id: dict[str, StoredFile] = {}
        self.by_path: dict[str, StoredFile] = {}
        self.photos: dict[str, list[str]] = {}

    def add_photo(self, body: bytes) -> list[StoredFile]:
        """A photo in Telegram's usual sizes, smallest first. Raises ApiError 400 for what is no photo."""
        if not body:
            raise bad_request("File must be non-empty")
        if len(body) > MAX_PHOTO_BYTES:
            raise bad_request(
                f"file of size {len(body)} bytes is too big for a photo; the maximum size is {MAX_PHOTO_BYTES} bytes"
            )
        width, height, kind = _measured(body)
        files = []
        for letter, edge in _SIZES:
            scale = min(1.0, edge / max(width, height))
            size = max(1, round(width * scale)), max(1, round(height * scale))
            files.append(self._store(body, f"photo_{letter}", kind, _content_type(kind), "", size))
            if scale == 1.0:
                break
        self._link(files)
        return files

    def add_document(self, body: bytes, name: str, content_type: str) -> StoredFile:
        if not body:
            raise bad_request("File must be non-empty")
        if len(body) > MAX_UPLOAD_BYTES:
            raise bad_request("file is too big")
        extension = name.rpartition(".")[2].lower()[:8] if "." in name else "bin"
        return self._store(body, f"document:{name}", extension, content_type, name, (0, 0))

    def photo(self, file_id: str) -> list[StoredFile]:
        """All sizes of the photo this id is one of. Raises ApiError 400 when it is not a photo's."""
        if file_id not in self.photos:
            raise wrong_file()
        return [self.by_id[size_id] for size_id in self.photos[file_id]]

    def document(self, file_id: str) -> StoredFile:
        stored = self.by_id.get(file_id)
        if stored is None or file_id in self.photos:
            raise wrong_file()
        return stored

    def restore(self, stored: StoredFile) -> None:
        self.by_id[stored.file_id] = stored
        self.by_path[stored.file_path] = stored

    def _link(self, files: list[StoredFile]) -> None:
        ids = [stored.file_id for stored in files]
        self.photos.update(dict.fromkeys(ids, ids))

    def _store(
        self, body: bytes, role: str, extension: str, content_type: str, name: str, size: tuple[int, int]
    ) -> StoredFile:
        digest = hashlib.sha256(role.encode() + b"\0" + body).digest()
        unique = base64.urlsafe_b64encode(digest[:12]).decode().rstrip("=")
        prefix = "AgACAgIAAxk" if role.startswith("photo") else "BQACAgIAAxk"
        mine = base64.urlsafe_b64encode(self._bot_id.to_bytes(8, "big") + digest[:21]).decode().rstrip("=")
        folder = "photos" if role.startswith("photo") else "documents"
        path = f"{folder}/{unique}.{extension}"
        stored = StoredFile(prefix + mine, unique, path, body, content_type, name, *size)
        self.restore(stored)
        return stored


def _measured(body: bytes) -> tuple[int, int, str]:
    """Width, height and file extension of a picture. Raises ApiError 400."""
    try:
        with Image.open(io.BytesIO(body)) as picture:
            width, height = picture.size
            kind = _EXTENSIONS.get(picture.format or "", "")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        kind = ""
    if not kind:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height, kind


def wrong_file() -> Exception:
    return bad_request("wrong file identifier/HTTP URL specified")


def _content_type(extension: str) -> str:
    return "image/jpeg" if extension == "jpg" else f"image/{extension}"
