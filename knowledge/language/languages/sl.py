"""Slovene."""

from knowledge.language.language import Language, words

LANGUAGE = Language(
    code="sl",
    name="Slovene",
    ordinals=True,
    titles=words("dr prof mag doc akad inž univ dipl gen polk ga g gdč sv ul npr t.i tj oz prim vs ca"),
    before_numbers=words("št čl str odst tč tel"),
    abbreviations=words("itd ipd itn mio mrd tis stol r"),
    starters=words("in a ampak to ta v na po pri on ona oni njegov njena ko za od do s z iz kot so je"),
)
