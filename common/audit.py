"""The audit log: one line for every change that a person may have to explain later."""

from __future__ import annotations

from typing import Any

from common.models import AuditEntry


def audit(*, actor: str, action: str, subject: str, reason: str = "", **details: Any) -> None:
    """Write an audit line in the transaction of what it describes. `details` are JSON values."""
    AuditEntry.objects.create(actor=actor, action=action, subject=subject, reason=reason, details=details)
