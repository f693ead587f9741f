"""Numbers as news writes them: "five million", "5 million" and "5,000,000" are one number.

Words of closed lists only, as they stand in the languages' grammars; a language without a list keeps its words.
"""

from collections.abc import Sequence
from fractions import Fraction

# From two to nineteen and then the tens up to ninety; a dash for what a language says in several words.
_UNITS = {
    "en": """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety""",
    "es": """dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete
        dieciocho diecinueve veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa""",
    "de": """zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn
        achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig""",
    "fr": """deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize - - - vingt trente
        quarante cinquante soixante - - -""",
    "it": """due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici
        diciassette diciotto diciannove venti trenta quaranta cinquanta sessanta settanta ottanta novanta""",
    "pt": """dois três quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis dezessete dezoito
        dezenove vinte trinta quarenta cinquenta sessenta setenta oitenta noventa""",
    "nl": """twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien
        achttien negentien twintig dertig veertig vijftig zestig zeventig tachtig negentig""",
    "nb": """to tre fire fem seks sju åtte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten tjue
        tretti førti femti seksti sytti åtti nitti""",
    "ru": """два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать
        пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать тридцать сорок пятьдесят шестьдесят
        семьдесят восемьдесят девяносто""",
}
_SCALES = {
    "en": {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12},
    "es": {"mil": 3, "millón": 6, "millones": 6},
    "de": {"tausend": 3, "million": 6, "millionen": 6, "milliarde": 9, "milliarden": 9},
    "fr": {"mille": 3, "million": 6, "millions": 6, "milliard": 9, "milliards": 9},
    "it": {"mila": 3, "milione": 6, "milioni": 6, "miliardo": 9, "miliardi": 9},
    "pt": {"mil": 3, "milhão": 6, "milhões": 6},
    "nl": {"duizend": 3, "miljoen": 6, "miljard": 9},
    "nb": {"tusen": 3, "million": 6, "millioner": 6, "milliard": 9, "milliarder": 9},
    "ru": {
        "тысяч": 3,
        "тысячи": 3,
        "миллион": 6,
        "миллиона": 6,
        "миллионов": 6,
        "миллиард": 9,
        "миллиардов": 9,
    },
    "id": {"ribu": 3, "juta": 6, "miliar": 9},
}
_THOUSANDS_ALONE = frozenset({"mil", "mille", "tusen", "duizend"})  # said without a "one" before them
_MOST_WORDS = 7  # of one number
_LONGEST_MULTIPLIER = 15  # digits; what is longer is no number that anybody reads
for _tables in (_UNITS, _SCALES):
    _tables["no"] = _tables["nn"] = _tables["nb"]  # type: ignore[assignment]


def digits(language: str) -> dict[str, str]:
    """The number words of a language up to ninety, case-folded, with their digits."""
    values = (*range(2, 20), *range(20, 100, 10))
    words = zip(_UNITS.get(language, "").split(), values, strict=False)
    one = {"one": "1"} if language == "en" else {}  # elsewhere it is an article
    return one | {word.casefold(): str(value) for word, value in words if word != "-"}


def scales(language: str) -> dict[str, int]:
    """The words for powers of ten, case-folded, with their exponents."""
    return {word.casefold(): power for word, power in _SCALES.get(language, {}).items()}


def joined_number(words: Sequence[str], units: dict[str, str], powers: dict[str, int]) -> str | None:
    """The digits of the number that several words are together: "12.4", "million"; None when they are none.

    ``units`` gives number words their digits, ``powers`` scale words their exponents; words are case-folded, numbers
    have a point as their decimal mark. Digits can only come first, with a scale behind them; units follow tens;
    nothing follows a million or more, since what stands there is as often another number: "5 million 20 years ago".
    """
    if not 1 < len(words) <= _MOST_WORDS:
        return None
    total, current, last_power, last_unit = Fraction(0), Fraction(0), 99, 0
    for place, word in enumerate(words):
        power = powers.get(word)
        if power == 2 and 0 < current < 100:
            current, last_unit = current * 100, 0
        elif power is not None and last_power == 3 and not current:  # "mil millones", "thousand million"
            total, last_power = total * 10**power, power
        elif power is not None and 2 < power < last_power and current:
            total, current, last_power, last_unit = total + current * 10**power, Fraction(0), power, 0
        elif word in units:
            value = int(units[word])
            follows_tens = last_unit >= 20 and last_unit % 10 == 0 and value < 10
            if 6 <= last_power < 99 or (current and not follows_tens and (last_unit or current % 100)):
                return None
            current, last_unit = current + value, value
        elif not place and len(word) <= _LONGEST_MULTIPLIER and _is_a_number(word) and words[1] in powers:
            current = Fraction(word)
            last_unit = 1  # nothing but a scale can follow
        elif not place and power == 3 and word in _THOUSANDS_ALONE:
            total, last_power = Fraction(1000), 3
        else:
            return None
    total += current
    return str(total) if total and total.denominator == 1 else None


def _is_a_number(word: str) -> bool:
    return word.isascii() and word.replace(".", "", 1).isdigit()
