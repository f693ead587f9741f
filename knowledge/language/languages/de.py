"""German."""

from knowledge.language.language import Language, folded, phrases, words

LANGUAGE = Language(
    code="de",
    name="German",
    stemmer="german",
    stop_words=folded("""
        der die das den dem des ein eine einen einem einer eines kein keine keinen und oder aber denn doch
        sondern wenn als ob dass weil in im ins an am ans auf aus bei beim bis durch für gegen mit nach ohne
        seit um unter über von vom vor während wegen zu zum zur zwischen ich du er sie es wir ihr mich dich sich
        uns euch mir dir ihm ihn ihnen mein dein sein seine seinen seiner ihre ihren ihrem ihrer unser wer wen
        wem wessen was wozu wofür wogegen womit woran worauf wovon heißt heißen welche welcher welches welchen
        wann wo wohin woher warum wieso wie viel viele vielen ist sind war waren bin sein gewesen wird werden
        wurde wurden worden hat haben hatte hatten habe kann können konnte soll sollen muss müssen darf nicht
        auch nur noch schon so sehr mehr dieser diese dieses diesem diesen jener es da dort hier dann damit sagt
        sagte
        """),
    pronouns=folded("er sie es dieser diese dieses das sein seine ihr ihre"),
    pointing=words("""
        er sie ihn ihm ihnen sein seine seinen ihr ihre ihren dies dieser diese dieses dort damals
        """),
    pointing_last=words("das es"),
    continuing=words("und aber"),
    number_units=tuple(
        """
        zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn
        achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig
        """.split()
    ),
    number_scales={"tausend": 3, "million": 6, "millionen": 6, "milliarde": 9, "milliarden": 9},
    ordinals=True,
    titles=words("hr fr dr prof bzw ca nr abs evtl ggf inkl sog vgl z.b d.h u.a dipl ing"),
    before_numbers=words("art bd s jan feb mär apr jun jul aug sep sept okt nov dez"),
    abbreviations=words("mio mrd usw str st etc jh"),
    starters=words("der die das er sie es ein eine in im am doch aber und auch nach bei mit laut"),
    asking={
        "number": "wie (?:viele?|hoch|lange?|alt|groß|weit)",
        "year": "wann",
        "place": "wo | wohin | woher",
        "name": "we[rnm] | wessen",
    },
    asks_age="wie alt",
    tells_age=r"\w*jährig\w* | jahre alt | geboren | im alter",
    places="aus | nach | bei",
    link_lists=phrases("""
        verwandte artikel|mehr zum thema|lesen sie auch|das könnte sie auch interessieren|meistgelesen
        lesen sie mehr|mehr dazu|auch interessant|das könnte dich auch interessieren
        das thema könnte dich auch interessieren|zum weiterlesen|lies auch
        """),
    furniture=phrases("anzeige|werbung|teilen|nach oben|kommentare"),
)
