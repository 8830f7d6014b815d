from telegrambot.admin import chats, items, screens, staff

__all__ = ["chats", "items", "screens", "staff"]
