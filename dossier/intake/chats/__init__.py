"""Exported chats as messages without their writers: Telegram (JSON and HTML), WhatsApp (text), or a plain text.

Whoever holds this vault must not be able to say who wrote. So an account's name and number are read to tell the writers
of one file apart, and are gone when the file is closed: a message carries the writer's ordinal number in that file.
A forwarded message belongs to the one from whom it was forwarded, since ten people who pass on one text are one source.
"""

from dossier.intake.chats.messages import Chat, ChatMessage
from dossier.intake.chats.reading import read_chat

__all__ = ["Chat", "ChatMessage", "read_chat"]
