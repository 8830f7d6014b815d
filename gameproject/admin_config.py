"""Which site the admin is: Django asks before models are loaded, so it is named here and made elsewhere."""

from __future__ import annotations

from django.contrib.admin.apps import AdminConfig


class ArtelAdminConfig(AdminConfig):
    default_site = "gameproject.admin_site.ArtelAdminSite"
