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
    ["no way", "same here, I saw it on tv", "nice one!", "ok cool", "wtf", "I don't believe it", "omg", "so true",
     "interesting stuff", "oh my god!!", "wow that's crazy", "that is so sad", "I was there", "what a shame", "true",
     "wow - my uncle works there", "qué locura", "madre mía, qué fuerte", "no lo puedo creer, pobre gente",
     "c'est fou", "j'y crois pas", "n'importe quoi", "ничего себе", "не может быть", "да ладно, я там был",
     "وای خدای من", "باورم نمیشه", "يا إلهي", "لا أصدق", "krass", "ach was", "das gibt's doch nicht",
     "nossa, que loucura", "não acredito", "pazzesco", "ongelooflijk", "niemożliwe", "inanılmaz", "нічого собі"],
)  # fmt: skip
def test_remarks_that_people_make_to_each_other_are_chatter(message: str) -> None:
    assert is_chatter(message)


@pytest.mark.parametrize(
    "message",
    ["no way out for ships?", "no way out for ships", "true cost of the war", "same-sex marriage",
     "good news from France", "sad news about Sweden", "yes, but who owns it?", "no, the bridge over the Arle",
     "wow, who owns it?", "omg when was that?", "true?", "seriously?", "правда?", "no puede ser, ¿quién lo dijo?",
     "stimmt der Preis?", "incroyable, où est-ce ?", "amazing grace", "my Lai massacre"],
)  # fmt: skip
def test_questions_and_topics_that_begin_like_remarks_are_not(message: str) -> None:
    assert not is_chatter(message)


@pytest.mark.parametrize(
    "message",
    ["Who owns it? haha", "lol who is that?", "Hungary", "2024", "55", "why?", "Hanoi", "Papa",
     "www.example.com says what?", "thanks", "danke", "how long is the ship"],
)  # fmt: skip
def test_questions_topics_and_thanks_are_not(message: str) -> None:
    assert not is_chatter(message)
