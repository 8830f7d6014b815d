from telegrambot.admin import chats, items, screens, world

__all__ = ["chats", "items", "screens", "world"]
