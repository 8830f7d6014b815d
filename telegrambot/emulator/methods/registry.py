"""Which method is which function. Names are compared without case, as on the Bot API server."""

from collections.abc import Awaitable, Callable
from typing import Any

from telegrambot.emulator.emulator import Emulator
from telegrambot.emulator.methods import answering, chats, editing, media, paying, profile, sending, updates
from telegrambot.emulator.params import Params

Method = Callable[[Emulator, Params], Any]
WaitingMethod = Callable[[Emulator, Params], Awaitable[Any]]

WAITING_METHODS: dict[str, WaitingMethod] = {"getupdates": updates.get_updates}

METHODS: dict[str, Method] = {
    "getme": profile.get_me,
    "logout": chats.end_session,
    "close": chats.end_session,
    "setwebhook": updates.set_webhook,
    "deletewebhook": updates.delete_webhook,
    "getwebhookinfo": updates.get_webhook_info,
    "sendmessage": sending.send_message,
    "senddice": sending.send_dice,
    "sendchataction": sending.send_chat_action,
    "sendphoto": media.send_photo,
    "senddocument": media.send_document,
    "getfile": media.get_file,
    "editmessagetext": editing.edit_message_text,
    "editmessagecaption": editing.edit_message_caption,
    "editmessagemedia": media.edit_message_media,
    "editmessagereplymarkup": editing.edit_message_reply_markup,
    "deletemessage": editing.delete_message,
    "deletemessages": editing.delete_messages,
    "answercallbackquery": answering.answer_callback_query,
    "setmycommands": profile.set_my_commands,
    "getmycommands": profile.get_my_commands,
    "deletemycommands": profile.delete_my_commands,
    "setchatmenubutton": profile.set_chat_menu_button,
    "getchatmenubutton": profile.get_chat_menu_button,
    "setmyname": profile.set_text("name"),
    "getmyname": profile.get_text("name"),
    "setmydescription": profile.set_text("description"),
    "getmydescription": profile.get_text("description"),
    "setmyshortdescription": profile.set_text("short_description"),
    "getmyshortdescription": profile.get_text("short_description"),
    "sendinvoice": paying.send_invoice,
    "createinvoicelink": paying.create_invoice_link,
    "answerprecheckoutquery": paying.answer_pre_checkout_query,
    "refundstarpayment": paying.refund_star_payment,
    "getstartransactions": paying.get_star_transactions,
    "getmystarbalance": paying.get_my_star_balance,
    "getchat": chats.get_chat,
    "getchatmember": chats.get_chat_member,
    "pinchatmessage": chats.pin_chat_message,
    "unpinchatmessage": chats.unpin_all,
    "unpinallchatmessages": chats.unpin_all,
}
