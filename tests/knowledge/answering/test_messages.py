"""What in a message asks the articles, and what is only said to the bot."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.answering.messages import LONGEST_MESSAGE, question_in, taken_apart
from knowledge.answering.wishes import Said, Wish
from knowledge.language.language import every_language
from knowledge.language.talk import phrases


def wishes(message: str) -> list[Wish]:
    return [said.wish for said in taken_apart(message)]


def asked(message: str) -> list[str]:
    return [
        said.text for said in taken_apart(message) if said.wish in {Wish.QUESTION, Wish.TOPIC, Wish.ARTICLE}
    ]


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("Hey bot, how long is the bridge?", "how long is the bridge?"),
        ("hello, can you please tell me how long the bridge is", "how long the bridge is"),
        ("I would like to know who built the bridge, please", "who built the bridge"),
        ("Who built the bridge, if you know?", "Who built the bridge"),
        ("ok thanks, and who built it?", "and who built it?"),
        ("@lanning_news_bot who built the bridge?", "who built the bridge?"),
        ("/ask@lanning_news_bot who built the bridge?", "who built the bridge?"),
        ("Who built the bridge? https://example.com/a?b=1", "Who built the bridge?"),
        ("Buenos días, ¿me puedes decir quién construyó el puente?", "quién construyó el puente?"),
        ("Guten Tag, weißt du, wer die Brücke gebaut hat?", "wer die Brücke gebaut hat?"),
        ("Bonjour, pouvez-vous me dire qui a construit le pont ?", "qui a construit le pont ?"),
        ("Привет! Скажи, пожалуйста, кто построил мост?", "кто построил мост?"),
        ("سلام، لطفا بگو پل را چه کسی ساخت؟", "پل را چه کسی ساخت؟"),
        ("مرحبا، من فضلك، من بنى الجسر؟", "من بنى الجسر؟"),
    ],
)
def test_what_is_said_to_the_bot_is_not_asked(message: str, question: str) -> None:
    assert asked(message) == [question]


@pytest.mark.parametrize(
    "message",
    [
        "Ola de calor en España",
        "When he arrived in Caracas, who met him?",
        "In 2021, how many ships waited?",
        "What did Mr. Maduro sign?",
        "Is there a truce in Gaza?",
        "When was the treaty signed and for how long?",
        "Who agreed and what was agreed",
    ],
)
def test_a_question_keeps_its_own_words(message: str) -> None:
    assert " ".join(asked(message)).split()[-3:] == message.split()[-3:]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("hello", [Wish.GREETING]),
        ("hi bot!", [Wish.GREETING]),
        ("thanks a lot!!", [Wish.THANKS]),
        ("ok", [Wish.AGREEMENT]),
        ("ok cool", [Wish.AGREEMENT]),
        ("hi, thanks", [Wish.THANKS]),
        ("no way", [Wish.REMARK]),
        ("true", [Wish.REMARK]),
        ("true?", [Wish.SOURCE]),
        ("tschüss", [Wish.GOODBYE]),
        ("How are you?", [Wish.WELLBEING]),
        ("who made you?", [Wish.ABOUT_THE_BOT]),
        ("Bist du ein Roboter?", [Wish.ABOUT_THE_BOT]),
        ("12*7=?", [Wish.OUTSIDE]),
        ("what is 2 + 2", [Wish.OUTSIDE]),
        ("What time is it in Tokyo?", [Wish.OUTSIDE]),
        ("latest news", [Wish.NEWEST]),
        ("list all articles", [Wish.NEWEST]),
        ("¿Qué hay de nuevo?", [Wish.NEWEST]),
        ("more", [Wish.MORE]),
        ("where does it say that?", [Wish.SOURCE]),
        ("please", [Wish.NOTHING]),
        ("Thanks! I will read it.", [Wish.THANKS, Wish.REASON]),
        ("https://example.com/", [Wish.NOTHING]),
        ("???", []),
    ],
)
def test_a_sentence_that_asks_nothing_of_the_articles_is_told(message: str, expected: list[Wish]) -> None:
    assert wishes(message) == expected


@pytest.mark.parametrize(
    "message",
    [
        "thank you so much, that was really helpful!",
        "thanks, that's all I needed",
        "Thanks! That was very clear.",
        "thanks that was great",
        "thanks man, you rock",
        "thanks for what you do",
        "hi, thanks for the quick answer",
        "thanks, exactly what I needed",
        "thanks, have a nice day",
        "much appreciated",
        "appreciate it",
        "great answer!",
        "Vielen Dank für die schnelle Antwort",
        "Danke! Das war sehr hilfreich.",
        "большое спасибо за помощь, очень помогли",
        "خیلی ممنون از کمکت",
        "ممنون، خیلی کمک کردی",
        "gracias, muy amable",
        "gracias por explicarlo tan bien",
        "شكرا جزيلا على المساعدة",
        "شكرا لمساعدتك",
        "merci pour votre aide précieuse",
        "obrigado pela resposta rápida, ajudou muito",
        "grazie per la risposta veloce",
        "dank u wel voor het antwoord",
        "tak for svaret",
        "dziękuję za szybką odpowiedź",
        "дякую за відповідь",
        "teşekkürler, çok yardımcı oldu",
        "terima kasih atas jawabannya",
        "cảm ơn bạn đã trả lời",
    ],
)
def test_thanks_that_ask_nothing_are_thanks_whatever_follows(message: str) -> None:
    assert not asked(message)
    assert Wish.THANKS in wishes(message)


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("thanks! and who owns it?", "and who owns it?"),
        ("thanks for the quick answer, and who owns it?", "and who owns it?"),
        ("Thank you for the help and when was it opened", "and when was it opened"),
        ("Thanks! I need the length of the bridge", "the length of the bridge"),
        ("Thanks! That is great. Who owns it?", "Who owns it?"),
        ("thanks, tell me about Sweden", "Sweden"),
        ("спасибо, а кто владелец?", "а кто владелец?"),
        ("gracias por la ayuda, ¿y quién lo construyó?", "y quién lo construyó?"),
        ("merci, et qui est le propriétaire", "et qui est le propriétaire"),
    ],
)
def test_a_question_after_thanks_is_asked(message: str, question: str) -> None:
    assert asked(message) == [question]


@pytest.mark.parametrize(
    "message",
    ["Thanks to the crew the ship was freed", "ty cobb", "Dank der Hilfe der Crew", "Tak. Most nad Odrą",
     "who did a great job", "is the device useful"],
)  # fmt: skip
def test_words_that_only_look_like_thanks_are_asked(message: str) -> None:
    (question,) = asked(message)
    assert question.split()[-1] == message.split()[-1]


@pytest.mark.parametrize(
    ("message", "topic"),
    [
        ("news about sweden", "sweden"),
        ("Anything on Sweden?", "Sweden?"),
        ("tell me everything about the telescope please", "the telescope"),
        ("Sweden news", "Sweden"),
        ("Is there any news about Iran?", "Iran?"),
        ("noticias sobre México", "México"),
        ("Erzähl mir was über den Atomausstieg", "den Atomausstieg"),
        ("Que sait-on de Notre-Dame ?", "Notre-Dame ?"),
        ("расскажи про луну", "луну"),
        ("news about WHO", "WHO"),
    ],
)
def test_a_topic_is_told_from_what_asks_for_it(message: str, topic: str) -> None:
    (said,) = taken_apart(message)
    assert (said.wish, said.text) == (Wish.TOPIC, topic)


def test_an_article_is_asked_for_by_its_number_or_its_topic() -> None:
    assert [(s.wish, s.text) for s in taken_apart("show me article 12")] == [(Wish.ARTICLE, "12")]
    assert [(s.wish, s.text) for s in taken_apart("the article about ships")] == [(Wish.ARTICLE, "ships")]


def test_a_greeting_a_reason_and_thanks_stand_beside_the_question() -> None:
    said = taken_apart("Hi! I am writing about ships. How long is the bridge? Thanks a lot!")
    assert [each.wish for each in said] == [Wish.GREETING, Wish.REASON, Wish.QUESTION, Wish.THANKS]
    assert (
        question_in("Hi! I am writing about ships. How long is the bridge? Thanks!").text
        == "How long is the bridge?"
    )


def test_a_reason_in_front_of_a_question_is_a_clause_of_its_own() -> None:
    said = taken_apart("I'm a student working on bridges, when was it opened?")
    assert [(each.wish, each.text) for each in said][1] == (Wish.QUESTION, "when was it opened?")


def test_sentences_that_only_state_are_one_question() -> None:
    assert asked("Price of the bridge. Over the Arle.") == ["Price of the bridge. Over the Arle."]


def test_two_questions_in_one_message_or_sentence_are_two() -> None:
    both = ["Who owns the ship?", "How long is it?"]
    assert asked(" ".join(both)) == both
    assert asked("Who owns the ship and how long is it?") == ["Who owns the ship", "how long is it?"]
    assert question_in("Who owns the ship? How long is it?").text == "Who owns the ship? How long is it?"


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("Who is the current president of Mexico?", ("current",)),
        ("¿Quién es el actual presidente de México?", ("actual",)),
        ("Wer ist derzeit Bundeskanzler?", ("derzeit",)),
        ("Ai đã viết bài thơ “Cái mặt nạ”?", ()),
    ],
)
def test_words_for_now_are_told_in_the_language_of_the_question(message: str, words: tuple[str, ...]) -> None:
    (said,) = taken_apart(message)
    assert said.now == words


@pytest.mark.parametrize(
    "message",
    [
        "“Mein Kampf um Wien” heißt welches Buch?",
        "$500 million was paid by what investor?",
        "¿Cómo se llama el faro?",
        "If there is a conflict between EU law and national law, which law takes precedence?",
        "In the US, who decides on the requirements for teachers?",
        "Orange and Riverside make up two of the three counties. What is the name of the last county?",
        "About how many cubic meters of water does the plant use?",
        "Über welchen Fluss gab es eine Brücke?",
        "What event would measuring radiance from vegetation provide information on?",
        "Kapan Sony D . Kuncoro lahir ?",
    ],
)
def test_a_question_without_courtesy_is_asked_as_it_stands(message: str) -> None:
    assert question_in(message).text == message


def test_a_question_for_a_reason_and_one_for_something_else_instead_are_told() -> None:
    assert taken_apart("but why?")[0].why is False
    assert taken_apart("why did it close?")[0].why
    assert taken_apart("What about Finland?")[0].instead


def test_a_long_text_is_asked_as_it_is() -> None:
    text = "Hello! " + "Who? " * LONGEST_MESSAGE
    assert taken_apart(text) == (Said(Wish.QUESTION, text, text),)


@given(st.text(max_size=300))
@settings(deadline=None, max_examples=300)
def test_what_is_asked_stands_in_the_message(message: str) -> None:
    line = " ".join(message.split())
    for said in taken_apart(message):
        if said.wish is Wish.QUESTION and "http" not in line and "@" not in line:
            assert all(word in line for word in said.text.split())


def test_taking_a_message_apart_takes_no_longer_for_a_hostile_one() -> None:
    taken_apart("warm up")
    started = time.perf_counter()
    for message in (
        "please " * 280,
        "can you " * 240,
        ", " * 900,
        "and who " * 240,
        "1+" * 900,
        "?" * 1_900,
        "k " * 990,
    ):
        taken_apart(message)
    assert time.perf_counter() - started < 30  # quadratic time would be minutes


def test_every_phrase_of_every_language_has_words() -> None:
    tables = {name for known in every_language() for name in known.talk.__slots__}
    assert len(tables) > 20
    for known in every_language():
        for name in tables:
            for phrase in phrases(getattr(known.talk, name)):
                assert any(c.isalnum() for c in phrase), (known.code, name, phrase)
                assert not set(phrase) & set("()/|"), (known.code, name, phrase)
