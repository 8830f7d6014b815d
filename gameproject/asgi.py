import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gameproject.settings")
# A connection kept by a thread of this role would never be given back; see gameproject.database.
os.environ.setdefault("DATABASE_POOL", "1")

django_application = get_asgi_application()

from gameproject.routing import make_application  # noqa: E402  (models are ready only now)

application = make_application(django_application)
