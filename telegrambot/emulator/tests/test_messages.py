"""Sending, editing and deleting, through the unmodified python-telegram-bot."""

import pytest
from telegram import (
    Bot,
    CopyTextButton,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
    SwitchInlineQueryChosenChat,
    WebAppInfo,
)
from telegram.error import BadRequest, EndPointNotFound, Forbidden, InvalidToken

from telegrambot.emulator.testing import RunningEmulator
from telegrambot.emulator.tests.checks import assert_parsed

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Дальше", callback_data="next")]])


async def test_a_message_has_text_entities_and_keyboard(telegram: RunningEmulator, bot: Bot, lena: int) -> None:
    message = await bot.send_message(lena, "<b>Лес</b> &lt;3", parse_mode="HTML", reply_markup=KEYBOARD)
    assert message.text == "Лес <3"
    assert message.entities[0].type == "bold"
    assert message.reply_markup == KEYBOARD
    assert message.chat.id == lena
    assert message.from_user is not None
    assert message.from_user.is_bot
    assert_parsed(message)
    assert telegram.reply(lena)["text"] == "Лес <3"


async def test_every_kind_of_inline_button_comes_back_as_sent(bot: Bot, lena: int) -> None:
    rows = [
        [InlineKeyboardButton("Сайт", url="https://example.com/a")],
        [InlineKeyboardButton("Играть", web_app=WebAppInfo("https://example.com/app"))],
        [InlineKeyboardButton("Код", copy_text=CopyTextButton("42"))],
        [InlineKeyboardButton("Друзьям", switch_inline_query="")],
        [InlineKeyboardButton("Сюда", switch_inline_query_current_chat="q")],
        [InlineKeyboardButton("Им", switch_inline_query_chosen_chat=SwitchInlineQueryChosenChat("q"))],
        [InlineKeyboardButton("Удалить", callback_data="x", style="danger")],
    ]
    message = await bot.send_message(lena, "кнопки", reply_markup=InlineKeyboardMarkup(rows))
    assert message.reply_markup is not None
    assert message.reply_markup.to_dict() == InlineKeyboardMarkup(rows).to_dict()
    assert_parsed(message)


async def test_options_are_kept_in_the_message(bot: Bot, lena: int) -> None:
    first = await bot.send_message(lena, "раз")
    message = await bot.send_message(
        lena,
        "два https://example.com/x",
        protect_content=True,
        disable_notification=True,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_parameters=ReplyParameters(first.message_id),
    )
    assert message.has_protected_content
    assert message.reply_to_message is not None
    assert message.reply_to_message.text == "раз"
    assert message.link_preview_options is not None
    assert message.link_preview_options.is_disabled
    assert_parsed(message)


async def test_a_reply_to_nothing_is_refused_unless_allowed(bot: Bot, lena: int) -> None:
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(lena, "a", reply_parameters=ReplyParameters(1))
    allowed = ReplyParameters(1, allow_sending_without_reply=True)
    assert (await bot.send_message(lena, "a", reply_parameters=allowed)).reply_to_message is None


@pytest.mark.parametrize(
    ("text", "parse_mode", "refusal"),
    [
        ("x" * 4097, None, "Message is too long"),
        ("x" * 40_000, None, "Text is too long"),
        ("   ", None, "Text must be non-empty"),
        ("<b></b>", "HTML", "Text must be non-empty"),
        ("", None, "Message text is empty"),
        ("<b>x", "HTML", "Can't parse entities: can't find end tag corresponding to start tag \"b\""),
        ("a </i>", "HTML", "Can't parse entities: unexpected end tag at byte offset 2"),
        ("a", "Textile", "Unsupported parse_mode"),
    ],
)
async def test_wrong_text_is_refused_in_telegrams_words(
    bot: Bot, lena: int, text: str, parse_mode: str | None, refusal: str
) -> None:
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(lena, text, parse_mode=parse_mode)
    assert refused.value.message.lower() == refusal.lower()


async def test_the_limit_counts_characters_after_parsing(bot: Bot, lena: int) -> None:
    message = await bot.send_message(lena, f"<b>{'🏟' * 4096}</b>", parse_mode="HTML")
    assert message.text == "🏟" * 4096
    assert message.entities[0].length == 8192


@pytest.mark.parametrize(
    ("button", "refusal"),
    [
        (InlineKeyboardButton("a", callback_data="ы" * 33), "Button_data_invalid"),
        (InlineKeyboardButton("a", callback_data=""), "Text buttons are unallowed in the inline keyboard"),
        (InlineKeyboardButton("", callback_data="a"), "Inline keyboard button text must be non-empty"),
        (InlineKeyboardButton("a", url="nowhere"), "is invalid: Wrong HTTP URL"),
        (InlineKeyboardButton("a", copy_text=CopyTextButton("x" * 257)), "Button_copy_text_invalid"),
    ],
)
async def test_wrong_buttons_are_refused(bot: Bot, lena: int, button: InlineKeyboardButton, refusal: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){refusal}"):
        await bot.send_message(lena, "a", reply_markup=InlineKeyboardMarkup([[button]]))


async def test_callback_data_of_64_bytes_is_the_longest(bot: Bot, lena: int) -> None:
    longest = InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="ы" * 32)]])
    assert (await bot.send_message(lena, "a", reply_markup=longest)).reply_markup == longest


@pytest.mark.parametrize("rows", [[9], [8] * 13])
async def test_a_keyboard_has_at_most_8_in_a_row_and_100_in_all(bot: Bot, lena: int, rows: list[int]) -> None:
    keyboard = [[InlineKeyboardButton("a", callback_data="a")] * count for count in rows]
    with pytest.raises(BadRequest, match="Reply markup is too long"):
        await bot.send_message(lena, "a", reply_markup=InlineKeyboardMarkup(keyboard))


async def test_a_reply_keyboard_shows_sends_its_text_and_goes(telegram: RunningEmulator, bot: Bot, lena: int) -> None:
    keyboard = ReplyKeyboardMarkup([["Карта", "Сумка"]], resize_keyboard=True)
    message = await bot.send_message(lena, "меню", reply_markup=keyboard)
    assert message.reply_markup is None
    assert telegram.reply_keyboard(lena) == [["Карта", "Сумка"]]
    assert telegram.press_reply(lena, "Сумка")["text"] == "Сумка"
    await bot.send_message(lena, "убрать", reply_markup=ReplyKeyboardRemove())
    assert telegram.reply_keyboard(lena) == []
    await bot.send_message(lena, "ответь", reply_markup=ForceReply(input_field_placeholder="имя"))


async def test_an_edit_changes_the_message_in_place(telegram: RunningEmulator, bot: Bot, lena: int) -> None:
    message = await bot.send_message(lena, "раз", reply_markup=KEYBOARD)
    edited = await bot.edit_message_text("<i>два</i>", lena, message.message_id, parse_mode="HTML")
    assert not isinstance(edited, bool)
    assert (edited.text, edited.reply_markup) == ("два", None)
    assert edited.edit_date is not None
    assert_parsed(edited)
    assert [shown["text"] for shown in telegram.messages(lena)] == ["два"]


async def test_what_was_seen_before_an_edit_stays_as_it_was(telegram: RunningEmulator, bot: Bot, lena: int) -> None:
    message = await bot.send_message(lena, "раз")
    await bot.edit_message_text("два", lena, message.message_id)
    assert telegram.reply(lena)["text"] == "раз"
    assert telegram.reply(lena)["text"] == "два"


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, lena: int) -> None:
    message = await bot.send_message(lena, "<b>a</b>", parse_mode="HTML", reply_markup=KEYBOARD)
    with pytest.raises(BadRequest) as refused:
        await bot.edit_message_text("<b>a</b>", lena, message.message_id, parse_mode="HTML", reply_markup=KEYBOARD)
    assert refused.value.message == (
        "Message is not modified: specified new message content and reply markup are exactly the same as a "
        "current content and reply markup of the message"
    )
    with pytest.raises(BadRequest, match="not modified"):
        await bot.edit_message_reply_markup(lena, message.message_id, reply_markup=KEYBOARD)
    await bot.edit_message_text("a", lena, message.message_id, reply_markup=KEYBOARD)


async def test_edits_of_what_is_not_there_or_not_ours(telegram: RunningEmulator, bot: Bot, lena: int) -> None:
    said = telegram.say(lena, "моё")
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("a", lena, 1)
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("a", lena, said["message_id"])
    message = await bot.send_message(lena, "a")
    with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
        await bot.edit_message_caption(lena, message.message_id, caption="b")
    with pytest.raises(BadRequest, match="Message_too_long"):
        await bot.edit_message_text("x" * 4097, lena, message.message_id)
    with pytest.raises(BadRequest, match="Inline keyboard expected"):
        await bot.edit_message_reply_markup(lena, message.message_id, reply_markup=ForceReply())  # type: ignore[arg-type]


async def test_messages_are_deleted_once(telegram: RunningEmulator, bot: Bot, lena: int) -> None:
    ids = [(await bot.send_message(lena, str(number))).message_id for number in range(3)]
    assert await bot.delete_message(lena, ids[0])
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(lena, ids[0])
    assert await bot.delete_messages(lena, ids)
    assert telegram.messages(lena) == []


async def test_strangers_and_those_who_blocked_get_nothing(telegram: RunningEmulator, bot: Bot, lena: int) -> None:
    stranger = telegram.person("Чужой")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(stranger, "a")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message("@nobody", "a")
    telegram.block(lena)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(lena, "a")
    telegram.unblock(lena)
    await bot.send_message(lena, "a")
    telegram.deactivate(lena)
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(lena, "a")


async def test_an_unknown_method_and_a_wrong_token(telegram: RunningEmulator, bot: Bot) -> None:
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("sendNonsense")
    with pytest.raises(InvalidToken, match="Unauthorized"):
        await Bot("1:wrong", base_url=telegram.base_url).get_me()


async def test_chat_actions_and_dice(telegram: RunningEmulator, bot: Bot, lena: int) -> None:
    assert await bot.send_chat_action(lena, "typing")
    assert telegram.reply(lena, kinds=["action"])["action"] == "typing"
    with pytest.raises(BadRequest, match="Wrong parameter action in request"):
        await bot.send_chat_action(lena, "dance")
    thrown = await bot.send_dice(lena)
    assert thrown.dice is not None
    assert 1 <= thrown.dice.value <= 6
    assert_parsed(thrown)


async def test_what_the_bot_may_know_of_a_chat(bot: Bot, lena: int) -> None:
    me, chat = await bot.get_me(), await bot.get_chat(lena)
    assert chat.first_name == "Лена"
    assert_parsed(me, chat, await bot.get_chat_member(lena, lena), await bot.get_chat_member(lena, me.id))
