"""Vietnamese."""

from knowledge.language.language import Language, folded, words
from knowledge.language.talk import Talk

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
    talk=Talk(
        greetings="xin chào( bạn/) | chào( bạn/ bot/) | alo",
        thanks="cảm ơn( bạn/ nhiều/) | cám ơn( bạn/ nhiều/) | cảm ơn bạn đã | rất cảm ơn",
        praise="rất hữu ích",
        goodbyes="tạm biệt",
        wellbeing="bạn khỏe không",
        agreement="ok | vâng | dạ | không | được | tốt | hiểu rồi | hay quá",
        remarks="""
            không thể tin (được/nổi) | trời ơi | đúng (vậy/rồi) | tôi cũng vậy | buồn quá | kinh quá
            """,
        about_the_bot="""
            (trợ/) giúp( tôi/) | bạn là ai | bạn là gì | bạn có thể làm gì | ai (tạo ra/làm ra) bạn |
            bạn có phải là (bot/robot/người) (không/) | bạn tên (là/) gì
            """,
        clock="mấy giờ rồi | bây giờ là mấy giờ | hôm nay là ngày (gì/mấy) | thời tiết thế nào",
        newest="""
            (có/bạn có) những bài (báo/viết) nào | tin (mới/mới nhất/tức/tức mới nhất) | có gì mới(
            không/) | danh sách( bài (báo/viết)/)
            """,
        more="thêm | nói thêm | tiếp( tục/) | còn gì nữa( không/)",
        sources="nguồn( ở đâu/) | (bài/) báo nào | ai nói( thế/) | link",
        address="bot | robot",
        before="""
            (bạn/) (có thể/làm ơn) (cho tôi biết/nói cho tôi biết/cho biết) | (làm ơn/xin) (cho tôi
            biết/cho biết) | cho tôi (hỏi/biết) | xin hỏi | làm ơn | bạn có biết | tôi (muốn/cần)
            (biết/hỏi) | (tôi có/) (một/) câu hỏi | xin lỗi
            """,
        after="được không | nhé | làm ơn | với",
        topic="""
            (tin tức/tin/thông tin/bài báo/mọi thứ/bất cứ điều gì/điều gì/tất cả) (về/liên quan đến) |
            (kể/nói/cho tôi biết)( cho tôi/)( thêm/ tất cả/) về | (bạn biết gì/có gì mới/các bài báo nói
            gì) về | chuyện gì (đã/) xảy ra (với/ở)
            """,
        article="bài (báo/viết) (về/số)",
        asks="ai | gì | nào | đâu | sao | bao nhiêu | mấy | khi nào | tại sao | vì sao | thế nào",
        oneself="tôi | mình | chúng tôi",
        now="bây giờ | hiện tại | hiện nay | hôm nay",
        causes="vì | bởi vì | do | nguyên nhân",
        asks_why="tại sao | vì sao",
    ),
)
