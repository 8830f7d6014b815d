"""What publishing refuses."""

from __future__ import annotations

from common.errors import GameError


class NoActiveRelease(GameError):
    """Nothing has been published yet: there is no game to play."""

    code = "content.no_active_release"


class DraftHasErrors(GameError):
    """The draft does not pass lint. params: errors (their number)."""

    code = "content.draft_has_errors"


class NothingToPublish(GameError):
    """The draft equals the active release. params: release_id."""

    code = "content.nothing_to_publish"


class AlreadyActive(GameError):
    """The release is the active one. params: release_id."""

    code = "content.already_active"


class RowsMissing(GameError):
    """The row names other rows that the draft does not have."""

    code = "content.rows_missing"


class ReleaseUnfit(GameError):
    """The release lacks something that players have, like a class. params: release_id, findings (their number)."""

    code = "content.release_unfit"


class TextClaimed(GameError):
    """Another moderator is looking at the text. params: by (the account's name)."""

    code = "content.text_claimed"


class TextFaulty(GameError):
    """The words do not pass the checks. params: faults (their codes, separated by commas)."""

    code = "content.text_faulty"


class TextNotWritten(GameError):
    """There is no version that could be shown. params: text_id."""

    code = "content.text_not_written"


class TextNotShown(GameError):
    """Players do not read this text now. params: text_id."""

    code = "content.text_not_shown"


class TextReported(GameError):
    """The player has reported it already. params: text_id."""

    code = "content.text_reported"


class TextBudgetSpent(GameError):
    """What a call may cost does not fit the day's money any more."""

    code = "content.text_budget_spent"


class ProviderResting(GameError):
    """The provider has failed again and again and is left alone for a while. params: provider."""

    code = "content.provider_resting"
