"""What programs of moderators are sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from content.models import GameText, TextReport, TextVersion
from content.selectors.text_files import TextFile


def text_line_out(row: GameText) -> dict[str, Any]:
    return {
        "id": row.pk,
        "state": row.state,
        "kind": row.purpose,
        "subject": row.subject,
        "language": row.language,
        "title": row.title,
        "text": row.body,
        "version": row.version,
        "reviewed": row.is_reviewed,
        "revision": row.revision,
        "reports": row.reports,
        "explorer_id": row.explorer_id,
        "credit": row.credit,
        "claimed_by": row.claimed_by.get_username() if row.claimed_by else "",
        "claimed_until": _moment(row.claimed_until),
        "created_at": _moment(row.created_at),
        "settled_at": _moment(row.settled_at),
    }


def waiting_out(row: GameText) -> dict[str, Any]:
    """A text whose versions are in hand."""
    newest = max(row.versions.all(), key=lambda version: version.number, default=None)
    return {
        **text_line_out(row),
        "newest": newest
        and {
            "id": newest.pk,
            "number": newest.number,
            "verdict": newest.verdict,
            "title": newest.title,
            "text": newest.body,
        },
    }


def text_file_out(file: TextFile) -> dict[str, Any]:
    prompt = file.prompt
    return {
        **text_line_out(file.row),
        "facts": file.row.facts,
        "hint": file.row.hint,
        "prompt": prompt and {"version": file.prompt_version, "system": prompt.system, "user": prompt.user},
        "versions": [_version_out(version) for version in file.versions],
        "complaints": [_report_out(report) for report in file.reports],
    }


def _version_out(version: TextVersion) -> dict[str, Any]:
    same = ("number", "origin", "verdict", "title", "faults", "provider", "model", "prompt_version", "seed", "cost")
    return {
        "id": version.pk,
        **{name: getattr(version, name) for name in same},
        "text": version.body,
        "hint": version.hint,
        "reviewer": version.reviewer.get_username() if version.reviewer else "",
        "reviewed_at": _moment(version.reviewed_at),
        "reason": version.reason,
        "created_at": _moment(version.created_at),
    }


def _report_out(report: TextReport) -> dict[str, Any]:
    return {
        "player_id": report.player_id,
        "reason": report.reason,
        "revision": report.revision,
        "created_at": _moment(report.created_at),
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
