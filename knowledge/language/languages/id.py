"""Indonesian."""

from knowledge.language.language import Language, folded, words
from knowledge.language.talk import Talk

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
    talk=Talk(
        greetings="halo | hai | selamat (pagi/siang/sore/malam)",
        thanks="terima kasih( banyak/) | makasih | terima kasih (atas/untuk) | makasih (ya/banyak)",
        praise="sangat membantu | jawaban (bagus/yang bagus)",
        goodbyes="sampai jumpa | dadah",
        agreement="ok | oke | ya | tidak | baik | mengerti | bagus",
        remarks="""
            gila | astaga | ya ampun | tidak percaya | (benar/betul) sekali | saya juga | kasihan | wow | luar
            biasa
            """,
        about_the_bot="bantuan | siapa kamu | kamu siapa | apa yang bisa kamu lakukan | siapa yang membuatmu",
        clock="jam berapa( sekarang/) | hari apa ini",
        newest="berita( terbaru/) | apa yang baru | daftar( artikel/) | artikel( apa saja/)",
        more="lagi | lebih banyak | lanjutkan | apa lagi",
        sources="sumber(nya/) | artikel mana | kata siapa",
        before="""
            (bisakah/bisa/tolong) (kamu/anda) (memberi tahu saya/jelaskan/katakan) | tolong( beri tahu
            saya/ jelaskan/) | apakah kamu tahu | saya ingin (tahu/bertanya) | permisi
            """,
        after="tolong | dong",
        topic="""
            (berita/informasi/artikel/info/apa saja) (tentang/terbaru tentang/mengenai) |
            (ceritakan/beri tahu saya)( semua/) tentang | apa yang terjadi (dengan/di)
            """,
        asks="siapa | apa | kapan | mana | mengapa | kenapa | bagaimana | berapa",
        oneself="saya | aku | kami",
        now="sekarang | saat ini | hari ini | terbaru",
        causes="karena | sebab | akibat",
        asks_why="mengapa | kenapa",
    ),
)
