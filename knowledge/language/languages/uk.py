"""Ukrainian."""

from knowledge.language.language import Language, folded, phrases, words

LANGUAGE = Language(
    code="uk",
    name="Ukrainian",
    alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    stop_words=folded("""
        і й та в у на з із зі до за по від о об про для без під над при через між що як коли де куди звідки чому
        скільки який яка яке які хто кого кому чим чого не ні так але або чи він вона воно вони ми ви я його її
        їх це цей ця ці той був була було були є буде
        """),
    pronouns=folded("він вона воно вони це цей ця ці його її їх"),
    titles=words("м вул проф акад ген"),
    abbreviations=words("р рр ім тис млн млрд грн"),
    link_lists=phrases("читайте також|читати також|дивіться також"),
)
