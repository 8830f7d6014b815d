from django.contrib import admin
from django.urls import include, path

from gameproject.api import api

# /healthz, /readyz and /metrics are answered before any of this, by gameproject.health.HealthMiddleware.
urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/v1/", api.urls),
    path("telegram/", include("telegrambot.urls")),
]
