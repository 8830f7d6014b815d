from django.apps import AppConfig


class GameProjectConfig(AppConfig):
    name = "gameproject"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Makes Celery's configured app the current one in every process, so that a task published by the
        # web or the bot goes to our broker.
        import gameproject.celery  # noqa: F401
