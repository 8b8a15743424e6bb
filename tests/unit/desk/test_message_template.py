"""A copy out of a template is the mail that would have been put together for its reader alone."""

import email
import email.policy

import pytest
from django.core.mail import EmailMultiAlternatives
from hypothesis import given, settings
from hypothesis import strategies as some

from desk.mails.message_template import MessageTemplate, PersonalizedMessage

LEAVE, TO, ID = "https://desk.invalid/leave", "to@desk.invalid", "<id@desk.invalid>"
WORDS = {LEAVE: "https://desk.example.org/follow/leave/" + "aZ3-_" * 30 + ".x/", TO: "ada@example.org", ID: "<digest.1@example.org>"}

HEADERS = ("To", "From", "Subject", "Message-ID", "List-Unsubscribe")


def copy(text: str, markup: str, words: dict[str, str] = WORDS) -> PersonalizedMessage:
    headers = {
        "Message-ID": ID,
        "List-Unsubscribe": f"<{LEAVE}>, <mailto:back@example.org?subject=leave>",
        "From": "Bläg <blog@example.org>",
    }
    mail = EmailMultiAlternatives("Café – news", text, "back@example.org", [TO], headers=headers)
    mail.attach_alternative(markup, "text/html")
    return PersonalizedMessage(MessageTemplate(mail, (LEAVE, TO, ID)), words, words[TO])


def read(raw: bytes):
    return email.message_from_bytes(raw, policy=email.policy.default)


# Neither a lone return nor one of the other marks that begin a line somewhere: our texts have none.
letters = some.text(some.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp"), include_characters="\n"), max_size=200)


@settings(max_examples=40)
@given(before=letters, after=letters)
def test_it_is_read_as_the_mail_for_one_alone(before, after):
    made = copy(f"{before}{LEAVE}{after}\n", f"<p>{before}<a href='{LEAVE}'>{after}</a> {LEAVE}</p>\n")
    raw = made.raw()
    mine, alone = read(raw), read(made.mail().message().as_bytes(linesep="\r\n"))
    assert [mine.get_body((kind,)).get_content() for kind in ("plain", "html")] == [
        alone.get_body((kind,)).get_content() for kind in ("plain", "html")
    ]
    assert [mine[name].strip() for name in HEADERS] == [alone[name].strip() for name in HEADERS]
    assert raw.isascii() and b"invalid" not in raw
    assert mine["Date"].endswith(" +0000")
    body = raw.partition(b"\r\n\r\n")[2]
    assert max(map(len, body.split(b"\r\n"))) <= 76
    assert b"\n" not in raw.replace(b"\r\n", b"")


@pytest.mark.parametrize("word", ["eve@example.org\r\nBcc: all@example.org", "eve@example.org\nX: y", "a\0b"])
def test_a_word_cannot_begin_another_header(word):
    with pytest.raises(ValueError, match="cannot stand in a mail"):
        copy("Text", "<p>Text", WORDS | {TO: word}).raw()


def test_two_readers_differ_in_their_words_alone():
    one = copy(f"Text {LEAVE}", "<p>Text")
    other = PersonalizedMessage(one.template, {name: word.replace("a", "b") for name, word in WORDS.items()}, "bdb@example.org")
    different = [pair for pair in zip(one.raw().split(b"\r\n"), other.raw().split(b"\r\n"), strict=True) if pair[0] != pair[1]]
    assert different and all(mine.replace(b"a", b"b") == others.replace(b"a", b"b") for mine, others in different)
