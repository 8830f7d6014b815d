"""A server that answers as Gemini's and OpenAI's do, and misbehaves as it is told."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Handler = Callable[["Reply"], None]


class Reply(BaseHTTPRequestHandler):
    """One request; `told` is its JSON body."""

    protocol_version = "HTTP/1.1"
    server: Stub

    def do_POST(self) -> None:
        self.told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append((self.path, self.told))
        waiting = self.server.script
        (waiting.pop(0) if len(waiting) > 1 else waiting[0])(self)

    def send(self, body: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> None:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *args: Any) -> None:
        pass


class Stub(ThreadingHTTPServer):
    """`script`: what to do with the next requests; the last is repeated."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Reply)
        self.requests: list[tuple[str, dict[str, Any]]] = []
        self.script: list[Handler] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


@contextmanager
def running_stub() -> Iterator[Stub]:
    stub = Stub()
    thread = threading.Thread(target=stub.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        stub.shutdown()
        stub.server_close()
        thread.join()


def gemini(text: str | None, *, reason: str = "STOP", block: str = "") -> dict[str, Any]:
    """A generateContent answer."""
    answer: dict[str, Any] = {"usageMetadata": {"promptTokenCount": 120, "candidatesTokenCount": 40}}
    if block:
        return answer | {"promptFeedback": {"blockReason": block}}
    content = {} if text is None else {"content": {"role": "model", "parts": [{"text": text}]}}
    return answer | {"candidates": [{"index": 0, "finishReason": reason} | content]}


def openai(text: str | None, *, reason: str = "stop", refusal: str | None = None) -> dict[str, Any]:
    """A chat completion."""
    message = {"role": "assistant", "content": text, "refusal": refusal}
    return {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "choices": [{"index": 0, "message": message, "finish_reason": reason}],
        "usage": {"prompt_tokens": 120, "completion_tokens": 40, "total_tokens": 160},
    }


def answering(body: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> Handler:
    return lambda reply: reply.send(body, status=status, headers=headers)


def hanging(seconds: float) -> Handler:
    return lambda reply: time.sleep(seconds)


def dripping(seconds: float) -> Handler:
    """A byte at a time: no single read waits long, the whole answer does."""

    def drip(reply: Reply) -> None:
        reply.send_response(200)
        reply.send_header("Content-Length", "1000")
        reply.end_headers()
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            try:
                reply.wfile.write(b" ")
                reply.wfile.flush()
            except OSError:
                return
            time.sleep(0.05)

    return drip


def resetting(reply: Reply) -> None:
    reply.close_connection = True
    reply.connection.close()
