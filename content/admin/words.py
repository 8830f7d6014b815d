"""This app's refusals and audit actions in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from common.admin.words import words_add

words_add(
    actions={
        "content.release_publish": _("published a release"),
        "content.release_activate": _("rolled back to a release"),
        "content.bundle_load": _("loaded a bundle into the draft"),
        "content.texts_load": _("loaded the texts of a bundle"),
        "content.draft_row_copy": _("copied a draft row"),
        "content.text_approve": _("approved a text"),
        "content.text_reject": _("rejected a text"),
        "content.text_edit": _("edited and approved a text"),
        "content.text_regenerate": _("had a text written anew"),
        "content.name_ban": _("banned a name from texts"),
        "content.name_allow": _("let texts tell a name again"),
        "content.draft_rows_edit": _("changed a field of several draft rows"),
        "content.draft_row_revert": _("took a draft row back to the live release"),
    },
    refusals={
        "content.no_active_release": _("Nothing has been published yet."),
        "content.draft_has_errors": _("The draft has %(errors)s errors: put them right first."),
        "content.release_unfit": _("Release #%(release_id)s lacks a class that players have: it cannot become active."),
        "content.nothing_to_publish": _("There is nothing to publish: release #%(release_id)s equals the draft."),
        "content.already_active": _("Release #%(release_id)s is active already."),
        "content.text_claimed": _("%(by)s is looking at this text: deciding is theirs meanwhile."),
        "content.text_faulty": _("The checks stop these words: %(faults)s."),
        "content.text_not_written": _("Nothing has been written yet that could be decided about."),
        "content.text_not_shown": _("Players do not read this text now."),
        "content.text_reported": _("This player has reported it already."),
        "content.text_budget_spent": _("The day's budget is spent: it is there again tomorrow, or raise it."),
        "content.provider_resting": _("The provider %(provider)s has failed too often and is left alone for a minute."),
        "content.rows_missing": _("It points at rows that the draft no longer has. Put these back first."),
    },
)
