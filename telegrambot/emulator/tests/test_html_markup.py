"""The HTML parser against the behaviour and the words of TDLib."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telegrambot.emulator.entities import formatted
from telegrambot.emulator.html_markup import MarkupError, parse_html, utf16_length


@pytest.mark.parametrize(
    ("source", "refusal"),
    [
        ("🏟 🏟&lt;<abacaba", "Unclosed start tag at byte offset 13"),
        ("🏟 🏟&lt;<abac>", 'Unsupported start tag "abac" at byte offset 13'),
        ("<i   =aba>", 'Empty attribute name in the tag "i" at byte offset 0'),
        ("<i aba>", 'Can\'t find end tag corresponding to start tag "i"'),
        ("<i aba  =  ", 'Unclosed start tag "i" at byte offset 0'),
        ("<a href=a.b,>x</a>", "Unexpected end of name token at byte offset 8"),
        ('<a href="a.b>x</a>', "Unclosed start tag at byte offset 0"),
        ("Ой</b>", "Unexpected end tag at byte offset 4"),
        ("<i>a</i   ", "Unclosed end tag at byte offset 4"),
        ("<i>a</em>", 'Unmatched end tag at byte offset 4, expected "</i>", found "</em>"'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        ("a <3 b", 'Unsupported start tag "3" at byte offset 2'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<tg-emoji emoji-id='x'>a</tg-emoji>", "Invalid custom emoji identifier specified"),
        ("<tg-time unix='1' format='ts'>a</tg-time>", "Invalid date format used"),
        ("&#57311;", "Text contains invalid Unicode characters after decoding HTML entities"),
    ],
)
def test_bad_markup_is_refused_in_tdlib_words(source: str, refusal: str) -> None:
    with pytest.raises(MarkupError) as refused:
        parse_html(source)
    assert str(refused.value).startswith(refusal)


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("➡️ ➡️<b>➡️ ➡️</b>", "➡️ ➡️➡️ ➡️", [("bold", 5, 5)]),
        ("🏟 🏟<i>🏟 &lt🏟</i>", "🏟 🏟🏟 <🏟", [("italic", 5, 6)]),
        ("<i>a</>", "a", [("italic", 0, 1)]),
        ("<b></b>x", "x", []),
        ("&ge;&lt;&gt;&amp;&quot;&laquo;&#12345678;", '&ge;<>&"&laquo;&#12345678;', []),
        ("&#x41;&#66;", "AB", []),
        ('<span class="tg-spoiler">ab</span>', "ab", [("spoiler", 0, 2)]),
        ("<tg-spoiler>ab</tg-spoiler>", "ab", [("spoiler", 0, 2)]),
        ("<INS>a</Ins><del>b</del>", "ab", [("underline", 0, 1), ("strikethrough", 1, 1)]),
        ("<blockquote expandable>ab</blockquote>", "ab", [("expandable_blockquote", 0, 2)]),
        ("<a>no link</a>", "no link", []),
        ("<a href='ftp://x.y'>b</a>", "b", []),
    ],
)
def test_markup_becomes_text_and_entities(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    plain, found = parse_html(source)
    assert plain == text
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in found] == entities


def test_links_are_written_down_in_telegrams_form() -> None:
    _, (plain, mention) = parse_html("<a href='Telegram.org?a&lt;b'>x</a><a href='tg://user?id=7'>y</a>")
    assert plain["url"] == "http://telegram.org/?a<b"
    assert mention["type"] == "text_mention"
    assert mention["user"] == {"id": 7}


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ('<pre><code class="language-fift">a</code></pre>', [("pre", "fift")]),
        ('<code class="language-fift"><pre>a</pre></code>', [("pre", "fift")]),
        ("<pre><code>a</code></pre>", [("code", None), ("pre", None)]),
        ('<code class="language-fift">a</code>', [("code", None)]),
    ],
)
def test_code_with_a_language(source: str, kinds: list[tuple[str, str | None]]) -> None:
    _, entities = parse_html(source)
    assert [(entity["type"], entity.get("language")) for entity in entities] == kinds


def test_entities_are_ordered_and_code_holds_no_formatting() -> None:
    text, entities = formatted("<i>a<b>bc</b></i> <code><b>x</b></code> /go @artel #лес", "HTML", None)
    assert text == "abc x /go @artel #лес"
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in entities] == [
        ("italic", 0, 3),
        ("bold", 1, 2),
        ("code", 4, 1),
        ("bot_command", 6, 3),
        ("mention", 10, 6),
        ("hashtag", 17, 4),
    ]


def test_white_space_at_the_ends_goes_and_entities_move() -> None:
    assert formatted("\n  <b>a </b> \n", "HTML", None) == ("a", [{"type": "bold", "offset": 0, "length": 1}])


def test_numbers_with_a_slash_are_no_commands() -> None:
    assert formatted("62/80 и 1 / 2, путь a/b", "", None)[1] == []


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_escaped_text_survives_whatever_it_is(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert parse_html(escaped) == (text, [])


@given(st.text(alphabet="<>/ab&;= \"'🏟i"))
def test_the_parser_answers_or_refuses_and_offsets_fit(source: str) -> None:
    try:
        text, entities = parse_html(source)
    except MarkupError:
        return
    length = utf16_length(text)
    assert all(0 <= entity["offset"] < entity["offset"] + entity["length"] <= length for entity in entities)
