from django.contrib import admin
from django.urls import include, path

from gameproject.api import api

# /healthz, /readyz and /metrics are answered before any of this, by gameproject.health.HealthMiddleware.
urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/v1/", api.urls),
    path("telegram/", include("telegrambot.urls")),
]

# Addresses of the API that belong to no operation are answered by problems too, other pages as Django does.
handler400 = "gameproject.problems.bad_request"
handler403 = "gameproject.problems.permission_denied"
handler404 = "gameproject.problems.page_not_found"
handler500 = "gameproject.problems.server_error"
