"""Whether a question is in another language than an article."""

import pytest

from knowledge.language.foreign import is_foreign

SAMPLES = {
    "en": "The volcano erupted and NASA watched it.",
    "es": "El volcán entró en erupción.",
    "nb": "Vulkanen hadde et utbrudd.",
    "no": "Vulkanen hadde et utbrudd.",
    "ru": "Вулкан начал извергаться.",
    "zh": "火山爆发了，美国航天局（NASA）说。",
    "ja": "火山が噴火した。",
    "fa": "آتشفشان فوران کرد.",
    "ar": "ثار البركان.",
    "th": "ภูเขาไฟระเบิด",
}


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("How long did the eruption last?", "es"),
        ("¿Cuánto duró la erupción?", "en"),
        ("How long did the eruption last?", "zh"),
        ("火山什么时候爆发？", "en"),
        ("ภูเขาไฟระเบิดเมื่อไหร่", "ru"),
        ("Когда началось извержение?", "zh"),
        ("Wann ist der Vulkan ausgebrochen?", "no"),
    ],
)
def test_another_language_is_foreign(question: str, code: str) -> None:
    assert is_foreign(question, code, SAMPLES[code])


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("How long did the eruption last?", "en"),
        ("La Palma volcano", "en"),
        ("NASA?", "zh"),
        ("火山什么时候爆发？", "ja"),
        ("Når hadde vulkanen et utbrudd?", "no"),
        ("Hvornår havde vulkanen et udbrud?", "nb"),
        ("Когда началось извержение?", "ru"),
        ("2021", "en"),
        ("", "en"),
        ("火山?", "xx"),
    ],
)
def test_what_may_be_the_same_language_is_not(question: str, code: str) -> None:
    assert not is_foreign(question, code, SAMPLES.get(code, ""))
