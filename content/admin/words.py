"""This app's refusals and audit actions in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from common.admin.words import words_add

words_add(
    actions={
        "content.release_publish": _("published a release"),
        "content.release_activate": _("rolled back to a release"),
        "content.bundle_load": _("loaded a bundle into the draft"),
        "content.draft_row_copy": _("copied a draft row"),
        "content.draft_rows_edit": _("changed a field of several draft rows"),
        "content.draft_row_revert": _("took a draft row back to the live release"),
    },
    refusals={
        "content.no_active_release": _("Nothing has been published yet."),
        "content.draft_has_errors": _("The draft has %(errors)s errors: put them right first."),
        "content.release_unfit": _("Release #%(release_id)s lacks a class that players have: it cannot become active."),
        "content.nothing_to_publish": _("There is nothing to publish: release #%(release_id)s equals the draft."),
        "content.already_active": _("Release #%(release_id)s is active already."),
        "content.rows_missing": _("It points at rows that the draft no longer has. Put these back first."),
    },
)
