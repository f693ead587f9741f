"""Persian."""

from knowledge.language.language import Language, folded, phrases, words

LANGUAGE = Language(
    code="fa",
    name="Persian",
    stemmer="persian",
    stop_words=folded("""
        و در به از که این آن را با برای تا بر یا هم نیز اما ولی اگر چه چی چیست کیست که کی کجا کجاست چرا چگونه
        چطور چند چقدر کدام است بود بودند هست هستند شد شده شدند می شود نمی خود او آنها آن ها ما شما من تو وی
        ایشان هر همه هیچ یک بین پس پیش روی زیر درباره مورد توسط کرد کرده کردند دارد دارند داشت ها های ای باشد
        خواهد
        """),
    pronouns=folded("او وی آنها ایشان این آن"),
    pointing=words("او آن آنها آن‌ها این اینها این‌ها آنجا ایشان وی"),
    continuing=words("و اما ولی"),
    titles=words("دکتر د م"),
    asking={
        "number": "چند | چقدر",
    },
    asks_age="چند سال (?:دارد|داشت) | چند ساله",
    tells_age="ساله | متولد | سن",
    link_lists=phrases("مطالب مرتبط|بیشتر بخوانید|اخبار مرتبط"),
    furniture=phrases("تبلیغات|اشتراک گذاری|بازگشت به بالا"),
)
