"""What the publish page and a release's page show, in words."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from content.admin.changes import changes_words
from content.admin.fixes import fix_url
from content.admin.names import key_title, kind_title, section_title
from content.admin.wording import finding_words, findings_title
from content.draft import DraftState
from content.rules.catalogue import Catalogue
from content.rules.lint import Finding
from content.sections import SECTIONS

PUBLISH = "content.publish_release"


def publish_context(request: HttpRequest, state: DraftState) -> dict[str, Any]:
    return {
        "title": _("Publish"),
        "draft": state,
        "changes": changes_words(state.changes, state.live, state.draft),
        "errors": [_finding(finding, state.draft) for finding in state.errors],
        "warnings": [_finding(finding, state.draft) for finding in state.warnings],
        "blocked": findings_title(len(state.errors)) if state.errors else "",
        "can_publish": request.user.has_perm(PUBLISH),
        "active_id": state.live.release_id,
    }


def _finding(finding: Finding, draft: Catalogue) -> dict[str, Any]:
    return {
        "words": finding_words(finding, draft),
        "kind": kind_title(finding.section),
        "title": key_title(finding.section, finding.key, draft) if finding.key else section_title(finding.section),
        "url": fix_url(finding, draft),
    }


def section_contents(catalogue: Catalogue, section: str) -> dict[str, Any] | None:
    """The rows of the section that the reader asked for."""
    if section not in SECTIONS:
        return None
    rows = catalogue.all(SECTIONS[section].spec)
    return {
        "title": section_title(section),
        "name": section,
        "rows": [(key, key_title(section, key, catalogue)) for key in rows],
    }
