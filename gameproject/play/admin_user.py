"""The first admin account: its password is made here, kept in a private file, and shown at each start."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser

USERNAME = "admin"


@dataclass(frozen=True)
class AdminAccess:
    username: str
    password: str | None  # None: a person has changed it, so we do not know it

    def __str__(self) -> str:
        if self.password is None:
            return f"{self.username}, with the password you set (forgotten: manage.py changepassword admin)"
        return f"{self.username} / {self.password}"


def ensure_admin_user(password_file: Path) -> AdminAccess:
    password = _stored_password(password_file)
    user = get_user_model().objects.filter(username=USERNAME).first()
    if user is None:
        get_user_model().objects.create_superuser(USERNAME, password=password)
        return AdminAccess(USERNAME, password)
    return AdminAccess(USERNAME, password if _still_opens(user, password) else None)


def _still_opens(user: AbstractUser, password: str) -> bool:
    return bool(user.check_password(password))


def _stored_password(file: Path) -> str:
    if file.exists():
        return file.read_text().strip()
    password = secrets.token_urlsafe(15)
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(password + "\n")
    return password
