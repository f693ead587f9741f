"""Indonesian."""

from knowledge.language.language import Language, folded, words

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
    titles=words("""
        dr drs dra prof ir hj h kh ust jend letjen mayjen brigjen kol kapt tn ny sdr bpk jl gg kec kab kel prov pt cv
        yth a.n d.a u.p vs
        """),
    before_numbers=words("no hal hlm ps tel jan feb mar apr jun jul agu sep okt nov des"),
    abbreviations=words("tbk dll dst dsb"),
    asking={
        "number": r"berapa\w*",
        "year": r"kapan\w*",
        "place": r"(?:di ?|ke ?)?mana\w*",
        "name": r"siapa\w*",
    },
    places="di | ke | dari",
)
