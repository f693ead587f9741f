"""Where sentences end in the news of several languages, and that none is ever lost."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge.articles import Span
from knowledge.language.sentences import sentences


def split(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in sentences(text, Span(0, len(text)), language)]


# Each row is a text given as the sentences that it has, joined by single spaces.
SPACED = [
    pytest.param("en", ["He left.", "She stayed!", "Did they?", "Nobody knows."], id="all the marks"),
    pytest.param("en", ["J. K. Rowling met George W. Bush.", "They talked."], id="initials"),
    pytest.param("en", ["The U.S. Army left the U.S. on Friday.", "It was over."], id="U.S. inside"),
    pytest.param("en", ["They returned to the U.S.", "The rest stayed."], id="U.S. at the end"),
    pytest.param("en", ["Mr. Lee, Mrs. Ott and Dr. He met Gen. In Sook.", "Sen. The left."], id="titles"),
    pytest.param("en", ["St. Ives Inc. Chairman Bo Ek Jr. Smiled."], id="abbreviations go on"),
    pytest.param("en", ["She works for Acme Inc.", "The firm is old."], id="abbreviation at the end"),
    pytest.param("en", ["It rose 3.5 percent to 1.25 million.", "It fell by .5 later."], id="decimals"),
    pytest.param("en", ["On Jan. 5 they met.", "In May.", "On Sept. 11, too."], id="months before a day"),
    pytest.param("en", ["The answer is no.", "Room No. 5 is empty."], id="no and No."),
    pytest.param("en", ["He fell ill.", "They moved on.", "We saw the sun.", "Go."], id="words like cut ones"),
    pytest.param("en", ["He lives in Peoria, Ill. Police came."], id="when in doubt, together"),
    pytest.param("en", ["It is 5 p.m. Eastern time.", "At 6 a.m. we left."], id="hours"),
    pytest.param("en", ["“It will go on.”", "He wrote it (twice.)", "‘Yes.’", '"No."'], id="closing marks"),
    pytest.param("en", ["“Who won?” the reporter asked.", "“We did!” she said."], id="question in quotes"),
    pytest.param("en", ["He said “no”.", "Then “yes”."], id="stop after the quotation"),
    pytest.param("en", ["We will… continue... somehow.", "So…", "Or not..."], id="ellipses"),
    pytest.param("en", ["[...] he left.", "Really?!", "No!!!"], id="marks in a row"),
    pytest.param("en", ["Visit example.com.", "Read version 2.0.", "Done."], id="names with points"),
    pytest.param("en", ["1. The first of them.", "2. The second."], id="numbered items"),
    pytest.param("en", ["He is 80.", "It was in 2022.", "Fine."], id="numbers at the end"),
    pytest.param("en", ["“Stop!”", "— She left."], id="a dash opens"),
    pytest.param("en", ["the iPhone was new. iPads were not."], id="lower case goes on"),
    pytest.param("de", ["Am 3. Oktober feiert man.", "Der 1. FC Köln spielt am 5. Mai."], id="ordinals"),
    pytest.param("de", ["Er wird 80.", "Die Feier ist am 12.", "Sie freut sich."], id="numbers end too"),
    pytest.param("de", ["„Wir kommen.“", "Das sagte er.", "»Ja.«", "«Nein.»", "Gut."], id="German quotes"),
    pytest.param("de", ["Das kostet 5 Mio. Euro, z. B. für Dr. Ott, Nr. 5 usw. Mehr nicht."], id="de cut words"),
    pytest.param("nb", ["Den 17. Mai var fin.", "Han kom kl. 12 med prof. Berg."], id="Norwegian"),
    pytest.param("no", ["Den 17. Mai var fin."], id="Norwegian by its other code"),
    pytest.param("es", ["¿Qué pasó?", "¡Nada!", "La Sra. Pérez llegó a EE.UU. ayer.", "Ya."], id="Spanish"),
    pytest.param("es", ["Fue a EE.UU.", "El presidente no.", "Vio el mar.", "Se fue."], id="EE.UU. at the end"),
    pytest.param("fr", ["M. Le Maire est venu.", "Mme Ott et J. Le Drian aussi.", "Oui."], id="French names"),
    pytest.param("fr", ["« Oui. »", "Elle part.", "Il va à l'est.", "Fin."], id="French quotes"),
    pytest.param("it", ["L'on. Rossi parla.", "Il dott. Verdi tace.", "Ecco."], id="Italian"),
    pytest.param("ru", ["«Когда?» — спросил он.", "«Мы придём.»", "Он ушёл."], id="Russian speech"),
    pytest.param("ru", ["В. В. Путин и Д.А. Медведев в 2022 г. были там.", "Это всё."], id="Russian initials"),
    pytest.param("ru", ["Это стоит 5 млн.", "Он заплатил."], id="Russian numbers"),
    pytest.param("ar", ["قال د. أحمد إنه سيأتي.", "هل سيأتي؟", "نعم!", "انتهى الأمر."], id="Arabic"),
    pytest.param("fa", ["آیا او آمد؟", "«نمی‌آیم.»", "او رفت."], id="Persian"),
    pytest.param("ur", ["وہ آیا۔", "کیا وہ گیا؟", "ہاں۔"], id="Urdu"),
    pytest.param("hi", ["डॉ. सिंह ने कहा।", "ए. पी. जे. अब्दुल कौन थे?", "वैज्ञानिक।"], id="Hindi"),
    pytest.param("el", ["Τι έγινε;", "Τίποτα; ίσως.", "Ναι;"], id="Greek question mark"),
    pytest.param("en", ["Oil; Gas; Coal."], id="semicolons elsewhere"),
    pytest.param("en", ["Judge Ada P. Calder ruled.", "Ms. Ott, Rt. Hon. B. Lee and Bo C. Ek left."], id="one initial"),
    pytest.param("en", ["Grey v. Moor was heard in court.", "It took a day."], id="court cases"),
    pytest.param("en", ["They chose plan B. Then they left."], id="a letter may be an initial"),
    pytest.param("en", ["It holds (max. 40 people).", "See vol. 3, ch. 2.", "Ask Max.", "He came."], id="at most"),
    pytest.param("de", ["Laut Urt. v. 3.5.2021, Az. 7 K 12/20, gilt es.", "Ende."], id="court files"),
    pytest.param("de", ["Die u. a. Firmen, z. B. Hafen Plus, bspw. Orr.", "Er ging."], id="cut words apart"),
    pytest.param("de", ["Zum 100. Geburtstag kam Ludwig XIV. Bayern siegte."], id="Roman ordinals"),
    pytest.param("de", ["Ch. Orr kam nach St. Pauli.", "Mrs. Calder kam mit Dr. Ott."], id="two letters as an initial"),
    pytest.param("nl", ["Dat kost 3 mln. Euro.", "Het is o.a. Philips, zgn. Hafen en ca. Vijf."], id="Dutch"),
    pytest.param("fr", ["Il court 100 m.", "Le public crie.", "M. Le Maire vient."], id="metres, Monsieur"),
    pytest.param("es", ["El juego Calder vs. Orr (min. 5) gustó.", "Fin."], id="versus"),
    pytest.param("pt", ["O dep. Orr e a av. Paulista.", "Fim."], id="Portuguese"),
    pytest.param("ro", ["Dna. Orr și dl. Ek au venit la nr. 5.", "Apoi 3 mil. Lei.", "Ea a plecat."], id="Romanian"),
    pytest.param("pl", ["Rzecznik ds. Morza, płk. Orr, wyszedł.", "W 2024 r. Polska rosła.", "To fakt."], id="Polish"),
    pytest.param("cs", ["Přišla JUDr. Orrová, tzv. Kapitánka.", "V 5. Ulici bydlí."], id="Czech"),
    pytest.param("sk", ["Prišiel Ing. Orr, napr. Včera.", "Koniec."], id="Slovak"),
    pytest.param("hu", ["A máj. 9. ünnepen id. Orr szólt.", "Ez volt."], id="Hungarian"),
    pytest.param("hr", ["Dr. Orr i npr. Lund dođoše 5. Svibnja.", "Kraj."], id="Croatian"),
    pytest.param("sr", ["Др. Ор је дошао у ул. Мора бр. 5.", "Крај."], id="Serbian"),
    pytest.param("sv", ["Han köpte bl.a. Volvo.", "Den kom kl. 12.", "Han gick."], id="Swedish"),
    pytest.param("da", ["Den 5. Maj kom ca. Ti.", "Hun gik."], id="Danish"),
    pytest.param("fi", ["Prof. Orr kävi 5. Toukokuuta.", "Hän lähti."], id="Finnish"),
    pytest.param("tr", ["Doç. Orr 5. Mayıs günü geldi.", "Bu iyi."], id="Turkish"),
    pytest.param("el", ["Ο κ. Ορρ ήρθε στις 5 Ιαν. 2020.", "Έφυγε."], id="Greek titles"),
    pytest.param("ru", ["Долг 3 тыс. руб.", "Суд решит.", "Дж. Орр и др.", "Пришли."], id="units close"),
    pytest.param("uk", ["Це було у 2023 р.", "На місці був мер.", "За 5 грн.", "Купили."], id="Ukrainian"),
    pytest.param("vi", ["PGS. Orr đến TP. Huế.", "Hết."], id="Vietnamese"),
    pytest.param("id", ["Jl. Orr dan Hj. Calder.", "Dia pergi."], id="Indonesian"),
    pytest.param("bn", ["ড. করিম ও মো. রহিম এলেন।", "শেষ।"], id="Bengali"),
    pytest.param("ka", ["გემი ჩავიდა.", "ყველა გადარჩა."], id="Georgian has no capitals"),
    pytest.param("am", ["መርከቧ ሰጠመች።", "ሁሉም ተረፉ።"], id="Amharic"),
    pytest.param("hy", ["Նավը խորտակվեց։", "Բոլորը փրկվեցին։"], id="Armenian"),
    pytest.param("km", ["ទូកលិច។", "គ្មានអ្នកស្លាប់៕"], id="Khmer"),
    pytest.param("my", ["သင်္ဘောနစ်သည်။", "လူအားလုံးလွတ်သည်။"], id="Burmese"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "expected"), SPACED)
def test_sentences_end_where_a_reader_would_say(language: str, expected: list[str]) -> None:
    assert split(" ".join(expected), language) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh", ["他说。", "“我们会来。”", "她问：“真的？”", "是！"]),
        ("ja", ["首相が来た。", "「行きます。」と述べた。", "次は？", "不明。"]),
        ("zh", ["通胀率为3.5％。", "完。"]),
        ("hi", ["वह आया।", "वह गया।"]),
        ("my", ["သူလာသည်။", "သူသွားသည်။"]),
        ("km", ["ទូកលិច។", "គាត់ទៅ៕"]),
    ],
)
def test_scripts_without_spaces_are_split_at_their_own_marks(language: str, expected: list[str]) -> None:
    assert split("".join(expected), language) == expected


THAI = (
    "ท่าเรือแห่งนี้ปิดเมื่อวันศุกร์เพราะพายุลูกใหญ่พัดเข้าชายฝั่ง เรือหลายลำต้องจอดรออยู่นอกอ่าวจนกว่าลมจะสงบ "
    "นายท่าเรือกล่าวว่าจะเปิดอีกครั้งในวันที่ 5 มกราคม หลังจากตรวจสอบความเสียหายต่าง ๆ ของสะพานและปั้นจั่นเสร็จแล้ว"
)


def test_thai_is_split_at_the_spaces_between_clauses_once_they_are_long_enough() -> None:
    first, second = split(THAI, "th")
    assert f"{first} {second}" == THAI
    assert first.count(" ") == 1  # the first clause alone is too short


def test_the_spaces_around_a_number_and_a_repetition_mark_do_not_end_a_thai_sentence() -> None:
    clause = "ท่าเรือแห่งนี้ปิดเมื่อวันศุกร์เพราะพายุลูกใหญ่พัดเข้าชายฝั่งและเรือหลายลำต้องจอดรออยู่นอกอ่าวจนถึงวันที่"
    assert len(clause) > 80
    assert len(split(f"{clause} 5 มกราคม", "th")) == 1
    assert len(split(f"{clause} ๆ กัน", "th")) == 1
    assert len(split(f"{clause} มกราคม", "th")) == 2


def test_a_newline_always_ends_a_sentence() -> None:
    assert split("A line without end\nand another\n\nand a third.") == [
        "A line without end",
        "and another",
        "and a third.",
    ]


def test_marks_that_stand_apart_belong_to_the_sentence_before_them() -> None:
    assert split("It is over. * * *") == ["It is over. * * *"]


def test_only_the_given_span_is_looked_at() -> None:
    text = "One. Two. Three."
    assert sentences(text, Span(5, 9), "en") == (Span(5, 9),)


def test_white_space_alone_has_no_sentence() -> None:
    assert split(" \n\t \n") == []


MARKS = "aA1é5กข \n\u00a0\u202f.…!?;:»«”“’\"'()-。」と س؟कि।M"
NEWS_LIKE = st.text(st.sampled_from(sorted(set(MARKS))), max_size=80)


@given(
    NEWS_LIKE | st.text(max_size=60), st.sampled_from(["en", "de", "fr", "el", "ja", "ru", "ar", "th", "xx"])
)
@example("A. B. C.", "en")
@example("” ” ”", "en")
@settings(deadline=None, max_examples=300)
def test_every_character_is_in_exactly_one_sentence_or_is_white_space(text: str, language: str) -> None:
    found = sentences(text, Span(0, len(text)), language)
    position = 0
    for start, end in found:
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip() != ""
        position = end
    assert not text[position:].strip()


@given(NEWS_LIKE, st.data())
@settings(deadline=None, max_examples=100)
def test_sentences_stay_inside_their_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert all(start <= a < b <= end for a, b in sentences(text, Span(start, end), "en"))


@pytest.mark.parametrize("unit", ["ก", "ก ", "ก  ", "ๆ ", " " * 1000, "ก" + " " * 1000, "5 ก "])
def test_hostile_thai_takes_linear_time(unit: str) -> None:
    text = unit * (100_000 // len(unit)) + "x"
    started = time.perf_counter()
    sentences(text, Span(0, len(text)), "th")
    assert time.perf_counter() - started < 30  # quadratic time would be minutes


@pytest.mark.parametrize(
    "unit", [" ", "\n", ".", "。", "!", "…", ";", ". ", "A. ", ".”", ". “", "?!.", ".»", "I"]
)
@pytest.mark.parametrize("tail", ["x", "と", " X"])
def test_hostile_text_takes_linear_time(unit: str, tail: str) -> None:
    text = unit * (100_000 // len(unit)) + tail
    started = time.perf_counter()
    sentences(text, Span(0, len(text)), "el")
    assert time.perf_counter() - started < 30  # quadratic time would be minutes
