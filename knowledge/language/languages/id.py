"""Indonesian."""

from knowledge.language.language import Language, folded

LANGUAGE = Language(
    code="id",
    name="Indonesian",
    stemmer="indonesian",
    stop_words=folded("""
        yang di ke dari dan atau pada untuk dengan dalam oleh sebagai adalah ialah ini itu tersebut akan telah
        sudah sedang tidak bukan juga saya kamu dia ia kami kita mereka siapa siapakah apa apakah kapan kapankah
        mana dimana dimanakah manakah mengapa kenapa bagaimana bagaimanakah berapa berapakah nya para bagi
        antara seperti karena jika bila
        """),
    pronouns=folded("dia ia mereka beliau itu ini"),
    number_scales={"ribu": 3, "juta": 6, "miliar": 9},
    asking={
        "number": r"berapa\w*",
        "year": r"kapan\w*",
        "place": r"(?:di ?|ke ?)?mana\w*",
        "name": r"siapa\w*",
    },
    places="di | ke | dari",
)
