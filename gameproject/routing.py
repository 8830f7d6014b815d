"""What the realtime role serves: WebSockets at `/ws/`, and nothing else but its health."""

from __future__ import annotations

from typing import Any
from urllib.parse import ParseResult

from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import OriginValidator, WebsocketDenier
from django.conf import settings
from django.urls import path, re_path

from players.socket.consumer import Message, Receive, Send, events_socket

websocket_urlpatterns = [
    path("ws/", events_socket),  # type: ignore[arg-type]  # Channels routes ASGI applications by Django's paths
    re_path("", WebsocketDenier.as_asgi()),
]


class BrowserOriginValidator(OriginValidator):  # type: ignore[misc]  # the library has no types
    """Refuses pages of other sites. Programs that are no browsers name no origin and hold no cookies to steal."""

    def valid_origin(self, parsed_origin: ParseResult | None) -> bool:
        return parsed_origin is None or bool(super().valid_origin(parsed_origin))


async def lifespan(scope: Message, receive: Receive, send: Send) -> None:
    """Nothing to prepare: the hub begins with the first socket. Answered so that servers do not complain."""
    while (message := await receive())["type"] != "lifespan.shutdown":
        await send({"type": f"{message['type']}.complete"})
    await send({"type": "lifespan.shutdown.complete"})


def make_application(django_application: Any) -> Any:
    websocket = BrowserOriginValidator(URLRouter(websocket_urlpatterns), settings.ALLOWED_ORIGINS)
    return ProtocolTypeRouter({"http": django_application, "websocket": websocket, "lifespan": lifespan})
