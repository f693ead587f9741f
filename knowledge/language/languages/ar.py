"""Arabic."""

from knowledge.language.language import Language, folded, phrases, words

LANGUAGE = Language(
    code="ar",
    name="Arabic",
    stemmer="arabic",
    stop_words=folded("""
        في من إلى الى على عن مع بين حتى منذ خلال بعد قبل عند لدى ضد حول و أو او ثم لكن بل أن ان إن إذا لو كي ما
        ماذا من متى أين اين كيف لماذا كم أي اي أية هل هو هي هم هما نحن أنا انت أنت هذا هذه ذلك تلك هؤلاء الذي
        التي الذين اللذان ما لا لم لن ليس ليست كان كانت كانوا يكون تكون قد لقد كل بعض غير أيضا له لها لهم به بها
        بهم فيه فيها منه منها عليه عليها عنه عنها التى وقد
        """),
    pronouns=folded("هو هي هم هما هذا هذه ذلك تلك"),
    pointing=words("هذا هذه ذلك تلك هناك هؤلاء"),
    pointing_last=words("هو هي هم"),
    continuing=words("و"),
    titles=words("د أ م ا.د أ.د أ.م.د د.م م.د ص ت ه"),
    asking={
        "number": "كم",
        "year": "متى",
    },
    asks_age="كم عمر",
    tells_age=r"عمر\w* | ولد\w* | مواليد",
    link_lists=phrases("مقالات ذات صلة|اقرأ أيضا|اقرأ أيضًا|مواضيع ذات صلة"),
    furniture=phrases("إعلان|مشاركة|العودة إلى الأعلى"),
)
