"""A Bot API server in one process, for playing and testing the bot without Telegram.

The unmodified bot talks HTTP to it by `base_url`; people are played through the browser chat (`/chat/`), the
test API (`/emulator/api/…`) or `telegrambot.emulator.testing.RunningEmulator`. Nothing here imports Django.
"""
