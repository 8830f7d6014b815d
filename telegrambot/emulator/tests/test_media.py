"""Photos and documents: uploads, file ids, captions."""

import pytest
from telegram import Bot, InputMediaDocument, InputMediaPhoto
from telegram.error import BadRequest

from telegrambot.emulator.testing import RunningEmulator
from telegrambot.emulator.tests.checks import assert_parsed, picture


async def test_a_photo_is_uploaded_once_and_sent_again_by_id(bot: Bot, lena: int) -> None:
    first = await bot.send_photo(lena, picture(), caption="<b>Лес</b>", parse_mode="HTML", has_spoiler=True)
    assert first.caption == "Лес"
    assert first.has_media_spoiler
    assert [(size.width, size.height) for size in first.photo] == [(90, 51), (320, 180), (640, 360)]
    again = await bot.send_photo(lena, first.photo[-1].file_id)
    assert again.photo == first.photo
    assert_parsed(first, again)


async def test_a_file_is_downloaded_by_its_path(bot: Bot, lena: int) -> None:
    sent = await bot.send_photo(lena, picture("red"))
    file = await bot.get_file(sent.photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == picture("red")
    assert_parsed(file)
    with pytest.raises(BadRequest, match="Invalid file_id"):
        await bot.get_file("nothing")


async def test_a_document_keeps_its_name(bot: Bot, lena: int) -> None:
    sent = await bot.send_document(lena, b"a;b\n1;2", filename="отчёт.csv", caption="за день")
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size) == ("отчёт.csv", 7)
    again = await bot.send_document(lena, sent.document.file_id)
    assert again.document == sent.document
    assert_parsed(sent, again)


async def test_media_and_caption_are_edited(telegram: RunningEmulator, bot: Bot, lena: int) -> None:
    sent = await bot.send_photo(lena, picture("red"), caption="раз")
    new = InputMediaPhoto(picture("blue"), caption="<i>два</i>", parse_mode="HTML")
    edited = await bot.edit_message_media(new, lena, sent.message_id)
    assert not isinstance(edited, bool)
    assert edited.caption == "два"
    assert edited.photo != sent.photo
    captioned = await bot.edit_message_caption(lena, sent.message_id, caption="три")
    assert_parsed(edited, captioned)
    same = InputMediaPhoto(edited.photo[-1].file_id, caption="три")
    with pytest.raises(BadRequest, match="not modified"):
        await bot.edit_message_media(same, lena, sent.message_id)
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("a", lena, sent.message_id)


async def test_a_text_message_may_become_a_photo_or_a_document(bot: Bot, lena: int) -> None:
    text = await bot.send_message(lena, "текст")
    photo = await bot.edit_message_media(InputMediaPhoto(picture()), lena, text.message_id)
    assert not isinstance(photo, bool)
    assert photo.photo
    assert photo.text is None
    document = InputMediaDocument(b"x", filename="a.txt")
    filed = await bot.edit_message_media(document, lena, text.message_id)
    assert not isinstance(filed, bool)
    assert filed.document is not None
    assert not filed.photo


async def test_wrong_media_is_refused_in_telegrams_words(bot: Bot, lena: int) -> None:
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_photo(lena, picture(), caption="x" * 1025)
    with pytest.raises(BadRequest, match=r"(?i)Wrong file identifier/HTTP URL specified"):
        await bot.send_photo(lena, "AgADwrong")
    with pytest.raises(BadRequest, match=r"(?i)Failed to get HTTP URL content"):
        await bot.send_photo(lena, "https://example.com/a.jpg")
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await bot.send_photo(lena, b"no picture")
    with pytest.raises(BadRequest, match="Photo_invalid_dimensions"):
        await bot.send_photo(lena, picture(size=(2100, 100)))
    sent = await bot.send_photo(lena, picture(), caption="x" * 1024)
    with pytest.raises(BadRequest, match="Media_caption_too_long"):
        await bot.edit_message_caption(lena, sent.message_id, caption="x" * 1025)
