from common.admin import audit, queues

__all__ = ["audit", "queues"]
