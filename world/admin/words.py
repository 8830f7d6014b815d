"""This app's part of the admin's vocabulary."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from common.admin.words import words_add

words_add(refusals={"world.no_shop_here": _("There is no shop here.")})
