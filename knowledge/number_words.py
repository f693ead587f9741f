"""Numbers as news writes them: "five million", "5 million" and "5,000,000" are one number.

Words of closed lists only, as they stand in the languages' grammars; a language without a list keeps its words.
"""

from collections.abc import Sequence
from fractions import Fraction

# From two on: "one" is an article or a pronoun as often as a number. The last ten are the tens from 20 to 90.
_UNITS = {
    "en": """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety""",
    "es": """dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete
        dieciocho diecinueve veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa""",
    "de": """zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn
        achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig""",
    "fr": """deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit
        dix-neuf vingt trente quarante cinquante soixante soixante-dix quatre-vingts quatre-vingt-dix""",
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
_LONGEST = 15  # digits of a multiplier; what is longer is no number that anybody reads
for _tables in (_UNITS, _SCALES):
    _tables["no"] = _tables["nn"] = _tables["nb"]  # type: ignore[assignment]


def digits(language: str) -> dict[str, str]:
    """The number words of a language up to ninety, case-folded, with their digits."""
    values = (*range(2, 20), *range(20, 100, 10))
    return {
        word.casefold(): str(value)
        for word, value in zip(_UNITS.get(language, "").split(), values, strict=False)
    }


def scales(language: str) -> dict[str, int]:
    """The words for powers of ten, case-folded, with their exponents."""
    return {word.casefold(): power for word, power in _SCALES.get(language, {}).items()}


def joined_number(terms: Sequence[str], powers: dict[str, int]) -> str | None:
    """The digits of the number that several terms are together, such as "12.4", "million"; None when they are none.

    ``powers`` gives the terms of scale words their exponents. A multiplier comes before its scale, larger
    scales before smaller ones, units after tens.
    """
    total, current, last_power, last_unit = Fraction(0), Fraction(0), 99, 0
    for place, term in enumerate(terms):
        if term in powers:
            power = powers[term]
            if not current and place:
                return None
            if power == 2 and current < 100:
                current *= 100
            elif 2 < power < last_power:
                total, current, last_power = total + current * 10**power, Fraction(0), power
            else:
                return None
            last_unit = 0
        elif len(term) <= _LONGEST and term.isascii() and term.replace(".", "", 1).isdigit():
            value = Fraction(term)
            follows_tens = 20 <= last_unit < 100 and last_unit % 10 == 0 and value < 10
            if current and not (follows_tens or (current % 100 == 0 and value < 100 and not last_unit)):
                return None
            current, last_unit = current + value, int(value)
        else:
            return None
    total += current
    return str(total) if len(terms) > 1 and total and total.denominator == 1 else None
