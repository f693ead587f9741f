"""Spanish."""

from knowledge.language.language import Language, folded, phrases, words
from knowledge.language.talk import Talk

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
    titles=words("""
        sr sra sres sras srta dr dra dres prof profa gral cnel tte cap sgto lic ing arq ud uds núm pág d dña mons
        excmo excma ilmo ilma p.ej vs aprox av avda ctra pza
        """),
    before_numbers=words("""
        art arts vol fig pp p págs cap min máx tel n.º ene feb mar abr jun jul ago sep sept oct nov dic
        """),
    abbreviations=words("etc ee.uu cía a.C d.C a.m p.m"),
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
    talk=Talk(
        greetings="""
            hola( a todos/ de nuevo/) | (muy/) buenos (días/tardes) | buenas( tardes/ noches/) | buen
            día | saludos | qué hubo
            """,
        thanks="""
            (muchas/mil/muchísimas/) gracias( por (todo/la ayuda/la respuesta)/ de antemano/) | te lo agradezco
            | perfecto gracias | (muchas/) gracias por (la/tu/su) (ayuda/respuesta/información) | gracias a
            (todos/ti/usted/ustedes) | (se/) agradece | muy agradecido | muy agradecida
            """,
        praise="""
            (muy/) (amable/útil) | (eres/es usted) muy amable | (muy/) buena respuesta | excelente( respuesta/
            trabajo/) | buen trabajo | (me/) (ayudó/ha ayudado/sirvió) mucho | (me fue/fue/es) (muy útil/de gran
            ayuda) | justo lo que (buscaba/necesitaba)
            """,
        goodbyes="""
            adiós | hasta (luego/mañana/pronto) | chao | chau | nos vemos | que tengas (un buen/buen) día
            """,
        wellbeing="cómo (estás/está/te va) | qué tal( estás/) | qué pasa",
        agreement="""
            vale | sí | no | de acuerdo | entiendo | entendido | bien | muy bien | perfecto | claro | okey
            """,
        remarks="""
            genial | interesante | no me digas | (madre/dios) mía | dios mío | qué
            (fuerte/locura/pena/horror/interesante/bueno/triste/vergüenza/risa/pasada/lástima) | no (lo/me lo/)
            (puedo creer/creo) | no puede ser | ni de (broma/coña) | increíble | vaya( tela/) | (qué/muy) cierto
            | es verdad | verdad | totalmente | exacto | igual que yo | yo también | a mí también | ya lo sabía
            | lo vi( en la tele/) | buena (esa/noticia) | (muy/qué) interesante | anda( ya/) | hostia | joder |
            pobre gente | así es | tal cual
            """,
        about_the_bot="""
            ayuda | ayúdame | (quién/qué) eres | qué (puedes/sabes) hacer | qué haces | cómo funcionas |
            cómo funciona( esto/ este bot/) | quién te (hizo/creó/programó/construyó) | eres (un/una/)
            (bot/robot/humano/humana/persona/máquina/ia/persona real) | cómo te llamas | cuántos años
            tienes | de dónde eres | qué idiomas hablas | hablas (español/inglés) | cuéntame un chiste
            """,
        clock="""
            qué hora es | qué hora tienes | qué día es( hoy/) | qué fecha es | a qué (día/fecha) estamos
            | qué tiempo hace | cómo está el clima
            """,
        newest="""
            (qué/cuáles) (artículos/noticias/temas) (tienes/hay/son) | (últimas/) noticias( de hoy/) |
            lo último | (los/) titulares | novedades | qué hay de nuevo | qué novedades hay | lista | la
            lista | (lista/muestra/muéstrame/dame/enséñame)( la lista de/ todos/) (los/las/tus/)
            (artículos/noticias) | artículos | listar artículos | qué ha pasado( hoy/) | qué tienes |
            (hay/alguna) (noticias/novedad/noticia nueva)
            """,
        more="""
            más | dime más | cuéntame más | más (detalles/información) | continúa | sigue | sigue
            contando | qué más | algo más | y qué más | y luego
            """,
        sources="""
            (la/) (fuente/fuentes) | cuál es (la/tu) fuente | de dónde (sale/sacas) (eso/esto) | dónde (dice/lo
            dice/pone) (eso/) | qué artículo( es/) | quién lo dice | (el/) enlace | estás seguro | seguro | cómo
            lo sabes | de verdad | es verdad | verdad | es cierto
            """,
        context="(el/más/muestra el/dame el/) contexto | cuál es el contexto | en qué contexto",
        address="bot | robot | amigo | asistente",
        before="""
            (me/) (puedes/podrías/puede/podría) (por favor/)
            (decir/decirme/explicar/explicarme/contar/contarme) | puedes | podrías | por favor | porfa |
            (dime/díganme/dígame/explícame)( por favor/) | sabes( si/) | (quiero/quisiera/me
            gustaría/necesito/quería) (saber/preguntar/preguntarte/conocer) | yo (quiero/quisiera) saber
            | (tengo/una) (una/) (pregunta/duda) | (tengo/) una (pregunta/duda) | me pregunto | pregunta
            | una cosa | perdón | disculpa | disculpe | oye | según los artículos | una pregunta rápida
            """,
        after="""
            por favor | porfa | si puedes | si lo sabes | lo sabes | según los artículos | me
            (puedes/podrías) decir | dime
            """,
        topic="""
            (últimas/las últimas/las/algunas/alguna/qué/más/)
            (noticias/noticia/información/artículos/novedades/datos) (sobre/de/del/acerca de/acerca del)
            | (hay/tienes/sabes) (algo/alguna noticia/noticias/artículos/información/novedades/todo)
            (sobre/de/del/acerca de) | (algo/todo) (sobre/acerca de) | (cuéntame/dime/háblame)( algo/
            todo/ más/ todo lo que sabes/) (sobre/de/del/acerca de/acerca del) | qué
            (sabes/dicen/dices/dice/hay/se dice/se sabe) (los artículos/) (sobre/de/del/acerca de) | qué
            (pasó/ha pasado/pasa/sucedió/ocurrió) (con/en) | qué noticias hay (sobre/de/del) |
            (quiero/quisiera/me gustaría) (saber/leer) (más/algo/todo/) (sobre/de/del/acerca de) | (y/)
            qué (hay/tal) (de/con/del) | sobre | acerca de | resumen de | (un/) resumen (de/sobre)
            """,
        topic_after="noticias | artículos | novedades",
        article="""
            (muéstrame/abre/dame/enséñame) (el/un/) artículo (sobre/de/del/número/) | (el/un) artículo
            (sobre/de/del) | artículo( número/)
            """,
        instead="y (qué hay/qué pasa/qué tal/qué) (de/con/del) | y (en/para)",
        asks="""
            qué | quién | quiénes | cuál | cuáles | cuándo | dónde | adónde | cómo | cuánto | cuánta |
            cuántos | cuántas | por qué
            """,
        asks_first="es | son | fue | está | hay | ha | han | tiene",
        oneself="yo | mi | mis | estoy | soy | me | necesito | quiero | tengo | nosotros",
        now="ahora | actual | actualmente | hoy | último | última | recientes | reciente | en este momento",
        causes="porque | debido | causa | motivo | razón | por culpa | ya que | tras | en protesta",
        asks_why="por qué | a qué se debe | cuál (es/fue) (la razón/el motivo)",
        sums="más | menos | por | dividido | entre | cuánto | cuánta | es | son | x",
    ),
)
