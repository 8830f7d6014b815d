from telegrambot.admin import chats, items, screens

__all__ = ["chats", "items", "screens"]
