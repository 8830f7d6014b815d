from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Release(models.Model):
    """One published catalogue: immutable, whole. Its number is its primary key."""

    document = models.JSONField(editable=False)
    digest = models.CharField(max_length=64, editable=False)
    note = models.CharField(max_length=200, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["-pk"]
        permissions = [("publish_release", "Can publish and roll back releases")]

    def __str__(self) -> str:
        return gettext("Release #%(number)s") % {"number": self.pk}


class ActiveRelease(models.Model):
    """The release that new actions play by: a single row, which every process looks at."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="active_release_single")]


class ReleaseActivation(models.Model):
    """When which release was activated, and by whom: the history of what players saw."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="activations")
    activated_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    activated_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-pk"]
