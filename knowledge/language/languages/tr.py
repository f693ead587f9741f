"""Turkish."""

from knowledge.language.language import Language, folded, phrases, words
from knowledge.language.talk import Talk

LANGUAGE = Language(
    code="tr",
    name="Turkish",
    stemmer="turkish",
    stop_words=folded("""
        ve ile bir bu şu o da de ki mi mı mu mü için gibi kadar daha en çok ne kim kimin kime nerede nereye
        nereden zaman neden niçin nasıl kaç hangi ben sen biz siz onlar onun olan olarak oldu var yok değil ama
        veya her
        """),
    pronouns=folded("o onlar bu şu"),
    ordinals=True,
    titles=words("""
        dr prof doç yrd öğr gör av gen org alb yb bnb yzb üstğ ast opr op uzm sn hz örn bkz mah cad sok bul apt
        ecz müh vs
        """),
    before_numbers=words("s md no sf cilt tel"),
    abbreviations=words("vd vb yy m.ö m.s a.ş ltd şti"),
    starters=words("bu o bir ve ancak ama fakat şu onlar daha ise ayrıca sonra öte"),
    link_lists=phrases("ilginizi çekebilir|ilgili haberler"),
    talk=Talk(
        greetings="merhaba(lar/) | selam( herkese/) | günaydın | iyi (günler/akşamlar) | selamlar",
        thanks="(çok/) teşekkür(ler/ ederim)( çok/) | sağ ol(un/) | eyvallah",
        praise="çok yardımcı (oldun/oldu) | çok (faydalı/iyi) oldu | harika cevap | eline sağlık",
        goodbyes="hoşça kal | görüşürüz | güle güle | iyi geceler",
        wellbeing="nasılsın(ız/) | naber | ne haber | nasıl gidiyor",
        agreement="tamam | evet | hayır | peki | anladım | güzel | harika | olur",
        remarks="""
            inanılmaz | inanmıyorum | yok artık | vay (be/canına) | (çok/ne kadar) (ilginç/üzücü/doğru/güzel) |
            aynen | ben de | yazık | aman allahım | allah allah
            """,
        about_the_bot="""
            yardım( et/) | (sen/) kimsin | nesin | ne yapabilirsin | ne yaparsın | nasıl çalışıyorsun |
            seni kim (yaptı/yarattı/yazdı) | (sen/) (bir/) (bot/robot/insan) (mısın/musun) | adın ne |
            kaç yaşındasın
            """,
        clock="saat kaç | bugün günlerden ne | bugün ayın kaçı | hava nasıl",
        newest="""
            (hangi/ne) (makaleler/haberler) var | (son/en son) haberler | ne var ne yok | yeni ne var |
            yenilikler | (makaleleri/haberleri) (listele/göster) | liste | makaleler | haberler
            """,
        more="daha( fazla/) | daha fazla (anlat/bilgi) | devam( et/) | başka | başka ne",
        sources="""
            kaynak( ne/) | kaynağın ne | nerede yazıyor | hangi makale | kim söylüyor | link | emin
            misin
            """,
        context="bağlam",
        address="bot | robot | dostum",
        before="""
            (bana/) (söyler/söyleyebilir/anlatır/açıklar) (misin/misiniz) | lütfen | (bana/) söyle |
            biliyor mus(un/unuz) | (öğrenmek/bilmek/sormak) isti(yorum/yoruz) | bir sorum var | (bir/)
            soru | merak ediyorum | pardon | affedersin | acaba
            """,
        after="lütfen | (söyler/söyleyebilir) misin(iz/) | biliyor musun | acaba",
        topic_after="""
            (hakkında/ile ilgili) (haberler/haber var mı/bilgi/ne biliyorsun/bilgi ver/bir şey var
            mı/anlat/ne diyor/her şeyi anlat/son haberler/) | haberleri
            """,
        article="makale",
        asks="""
            kim | kimin | kime | kimi | ne | neden | niçin | niye | nasıl | nerede | nereye | nereden |
            hangi | kaç | zaman | mi | mı | mu | mü
            """,
        oneself="ben | benim | bana | biz | bizim",
        now="şimdi | şu anki | şu an | bugün | güncel | mevcut",
        causes="çünkü | nedeniyle | yüzünden | sebep | nedeni",
        asks_why="neden | niçin | niye",
    ),
)
