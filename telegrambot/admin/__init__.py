from telegrambot.admin import chats

__all__ = ["chats"]
