"""Spanish."""

from knowledge.language.language import Language, folded, phrases, words

LANGUAGE = Language(
    code="es",
    name="Spanish",
    stemmer="spanish",
    stop_words=folded("""
        el la los las lo un una unos unas al del de a ante bajo con contra desde durante en entre hacia hasta
        mediante para por según sin sobre tras y e o u ni que qué si sí no pero sino como cómo cuando cuándo
        donde dónde adónde quien quién quienes quiénes cual cuál cuales cuáles cuanto cuánto cuanta cuánta
        cuantos cuántos cuantas cuántas yo tú él ella ello nosotros ellos ellas me te se nos os le les mi mis tu
        tus su sus nuestro nuestra este esta estos estas ese esa esos esas aquel aquella esto eso es son era
        eran fue fueron ser sido está están estaba estar ha han había haber hay hubo he hace hizo hacer más
        menos muy ya también porque qual dice dijo
        """),
    pronouns=folded("él ella ellos ellas ello esto eso este esta ese esa su sus"),
    pointing=words("él ella ellos ellas eso ese esa esos esas su sus allí ahí mismo"),
    pointing_last=words("lo"),
    continuing=words("y e pero"),
    number_units=tuple(
        """
        dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete
        dieciocho diecinueve veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa
        """.split()
    ),
    number_scales={"mil": 3, "millón": 6, "millones": 6},
    titles=words("sr sra srta dr dra prof gral ud uds núm pág"),
    before_numbers=words("art vol fig pp p"),
    abbreviations=words("etc av ee.uu"),
    starters=words("él ella ellos ellas según pero esto este esta en"),
    articles=words("el la los las un una"),
    asking={
        "number": r"cuánt\w+",
        "year": "cuándo | qué (?:año|fecha)",
        "place": "a?dónde",
        "name": "quién(?:es)?",
    },
    asks_age="cuántos años (?:tiene|tienen|tenía) | qué edad",
    tells_age=r"edad | nacid[oa] | nació | de \d+ años",
    places="en | desde",
    place_articles="el | la | los | las",
    link_lists=phrases("""
        artículos relacionados|noticias relacionadas|te puede interesar|lea también|lee también
        más noticias|lea más|lea además|le puede interesar|también lea|vea también|mira también
        más sobre este tema
        """),
    furniture=phrases("publicidad|compartir|volver arriba|suscríbete|comentarios"),
)
