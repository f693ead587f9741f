"""Vietnamese."""

from knowledge.language.language import Language, folded, words

LANGUAGE = Language(
    code="vi",
    name="Vietnamese",
    stop_words=folded("""
        là của và các những một trong cho với được bị có không này đó khi ở từ đến về ra vào như nào gì ai đâu
        sao bao nhiêu mấy thì mà để do bởi tại vì nếu hay hoặc cũng đã đang sẽ rằng
        """),
    pronouns=folded("ông bà họ nó đây đó"),
    titles=words("TP Tp TS ThS PGS GS BS TSKH Ths LS KTS KS CN NSND NSƯT Q P TT TX H Ô Đ ĐH Mr Mrs"),
    asking={
        "number": "bao nhiêu | mấy",
        "year": "khi nào | năm nào",
        "place": "đâu",
        "name": "ai",
    },
    places="ở | tại | từ",
)
