"""Characters that nobody sees."""

import pytest

from newsroom.hidden_characters import HIDDEN, escape_hidden

SEEN = ["می\u200cخواهم", "क्\u200dष", "👩\u200d👩\u200d👧", "plain words", "naïve"]


@pytest.mark.parametrize("code", [0x200B, 0x200E, 0x202A, 0x202E, 0x2060, 0x2064, 0x2066, 0x2069, 0xFEFF, 0xE0001, 0xE007F, 0x200D, 0x061C])
def test_a_hidden_character_is_named_by_its_code(code):
    assert escape_hidden(f"pass{chr(code)}word") == f"passU+{code:04X}word"


@pytest.mark.parametrize("text", SEEN)
def test_a_joiner_where_its_script_needs_it_is_not_hidden(text):
    assert not HIDDEN.search(text)
    assert escape_hidden(text) == text


def test_no_message_commands_a_terminal():
    assert escape_hidden("a\x1b[2Jb\n\tc\x9bd") == "aU+001B[2Jb\n\tcU+009Bd"
