"""Turkish."""

from knowledge.language.language import Language, folded, words

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
)
