from common.models.audit import AuditEntry
from common.models.idempotency import IdempotencyRecord
from common.models.inbox import InboxMessage
from common.models.outbox import Consumption, OutboxMessage
from common.models.stream import StreamEvent, StreamHead
from common.models.timer import Timer

__all__ = [
    "AuditEntry",
    "Consumption",
    "IdempotencyRecord",
    "InboxMessage",
    "OutboxMessage",
    "StreamEvent",
    "StreamHead",
    "Timer",
]
