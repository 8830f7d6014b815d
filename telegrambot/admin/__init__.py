from telegrambot.admin import chats, items, screens, staff, world

__all__ = ["chats", "items", "screens", "staff", "world"]
