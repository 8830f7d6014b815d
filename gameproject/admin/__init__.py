from gameproject.admin import accounts

__all__ = ["accounts"]
