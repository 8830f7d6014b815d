from gameproject.admin import accounts, site

__all__ = ["accounts", "site"]
