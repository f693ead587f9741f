"""Turkish."""

from knowledge.language.language import Language, folded, phrases, words

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
    titles=words("dr prof doç Av gen"),
    before_numbers=words("s md"),
    link_lists=phrases("ilginizi çekebilir|ilgili haberler"),
)
