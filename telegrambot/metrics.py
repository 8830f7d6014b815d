"""What the bot counts, for Prometheus."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

UPDATES = Counter("artel_bot_updates_total", "Updates by what became of them.", ["outcome"])
REPLIES = Counter("artel_bot_replies_total", "Calls that carry replies, by what became of them.", ["outcome"])
FLOOD_WAITS = Counter("artel_bot_flood_waits_total", "Answers 429 from the Bot API.")
BACKLOG = Gauge("artel_bot_backlog", "Players whose updates wait to be done.", multiprocess_mode="livesum")
UNSENT = Gauge("artel_bot_unsent", "Replies in hand and not yet sent.", multiprocess_mode="livesum")
TURNAROUND = Histogram(
    "artel_bot_turnaround_seconds",
    "From the start of doing an update to its commit.",
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.3, 1.0, 3.0),
)
