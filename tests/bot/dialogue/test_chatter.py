"""What is said to the bot in a group, and what people say to each other under its messages."""

import pytest

from bot.dialogue.chatter import is_chatter


@pytest.mark.parametrize(
    "message",
    ["lol", "LOLOL", "haha", "Hahaha!", "hihi", "jajaja", "kkkk", "rsrs", "xD", "mdr", "ptdr", "rofl", "lmao so true",
     "ok lol", "ok", "wow", "cool", "hi all", "😂😂", "!!!", "хаха", "ахахах", "лол", "哈哈", "ㅋㅋㅋ", "ㅎㅎ", "555",
     "www", "ههههه"],
)  # fmt: skip
def test_laughter_and_signs_of_having_read_are_chatter(message: str) -> None:
    assert is_chatter(message)


@pytest.mark.parametrize(
    "message",
    ["Who owns it? haha", "lol who is that?", "Hungary", "2024", "55", "why?", "Hanoi", "Papa",
     "www.example.com says what?", "thanks", "danke", "how long is the ship"],
)  # fmt: skip
def test_questions_topics_and_thanks_are_not(message: str) -> None:
    assert not is_chatter(message)
