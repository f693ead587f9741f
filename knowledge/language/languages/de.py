"""German."""

from knowledge.language.language import Language, folded, phrases, words
from knowledge.language.talk import Talk

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
    titles=words("""
        hr fr frl dr prof bzw ca nr abs evtl ggf inkl exkl zzgl abzgl sog vgl z.b d.h u.a s.o s.u o.g v.a i.d.r m.e
        dipl ing mag rer nat phil med iur habil jur bspw beispielsw beschl urt v gem lt zit insb insbes wg geb verh
        gest durchschn sen ehem vorm verw griech lat engl frz russ amerik dt österr schweiz
        Hl Kl Fa Gebr Hrsg hrsg Bf
        """),
    before_numbers=words("""
        art bd s kap ziff rn rz aufl jg tab abb az max min mind tel Jan Feb Mär Apr Jun Jul Aug Sep Sept Okt Nov Dez
        """),
    abbreviations=words("mio mrd tsd usw usf etc st str jh jhd f ff chr co bzgl u.ä o.ä"),
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
    talk=Talk(
        greetings="""
            hallo( zusammen/ nochmal/) | hi | hey | guten (tag/morgen/abend) | moin( moin/) | servus |
            grüß gott | grüezi | grüß dich
            """,
        thanks="""
            danke( schön/ sehr/ dir/ im voraus/ für die (antwort/hilfe)/) | dankeschön |
            (vielen/besten/herzlichen) dank( im voraus/) | super danke | (danke/vielen dank) für
            (die/deine/ihre) (hilfe/antwort/antworten/auskunft) | (vielen/besten/herzlichen) dank dir | ich
            danke (dir/ihnen) | danke (vielmals/vielmal) | tausend dank | merci
            """,
        praise="""
            (sehr/wirklich/) (hilfreich/nützlich) | (sehr/) (gute/tolle/super/klasse) antwort | gut gemacht |
            gute arbeit | (das/) hat (mir/) (sehr/) geholfen | das war (sehr/wirklich/) hilfreich | (sehr/)
            (nett/freundlich)( von dir/) | genau das( habe ich gesucht/ wollte ich wissen/ was ich brauchte/)
            """,
        goodbyes="""
            tschüss | tschüs | auf wiedersehen | bis (bald/später/dann) | gute nacht | ciao | schönen
            (tag/abend)( noch/)
            """,
        wellbeing="wie geht es (dir/ihnen) | wie gehts( dir/) | was geht | alles klar bei dir",
        agreement="""
            ok | okay | ja | nein | gut | klar | alles klar | verstehe | verstanden | prima | schön | in ordnung
            | na gut
            """,
        remarks="""
            super | toll | interessant | aha | krass | heftig | wahnsinn | unglaublich | (oh/) mein gott |
            (echt/ziemlich/voll/sehr/zu/so) (krass/traurig/wahr/heftig/schlimm/interessant/cool/lustig) |
            (kein/ohne) scheiß | ach (was/komm/du meine güte/so) | das gibts( doch/ ja/) nicht | das gibt es(
            doch/ ja/) nicht | (das/) (glaube/glaub) ich( dir/) nicht | ich glaubs nicht | nicht dein ernst |
            nie im leben | stimmt | genau | so ist es | ich auch | mir auch | geht mir auch so | schade | wie
            (schade/traurig/schlimm/schön/krass) | quatsch | unsinn | boah | oha | wtf | geil | mega | gute
            nachricht | das habe ich( auch/) gesehen | hab ich( auch/)( im fernsehen/) gesehen | wusste ich |
            armes (tier/kind) | das gibt's( doch/ ja/) nicht
            """,
        about_the_bot="""
            hilfe | hilf mir | wer bist du | was bist du | was kannst du( alles/) | was machst du | wie
            funktionierst du | wie funktioniert (das/dieser bot) | wer hat dich
            (gemacht/gebaut/erschaffen/programmiert/entwickelt) | bist du (ein/eine/)
            (bot/roboter/mensch/maschine/ki/echter mensch/computer) | bist du echt | wie heißt du | wie
            alt bist du | woher kommst du | welche sprachen (sprichst/kannst/verstehst) du | sprichst du
            (deutsch/englisch) | erzähl( mir/) einen witz | was kann ich (dich/) fragen
            """,
        clock="""
            wie spät ist es | wie viel uhr ist es | wieviel uhr ist es | welcher tag ist( heute/) |
            welches datum (ist/haben wir) | den wievielten haben wir | wie ist das wetter | wie wird das
            wetter
            """,
        newest="""
            welche (artikel/nachrichten/themen/meldungen) (hast du/gibt es/kennst du)( da/) | was gibt
            es neues | was gibts neues | was ist neu | neues | (die/)
            (neuesten/neueste/aktuellen/aktuelle/letzte/letzten) (nachrichten/artikel/meldungen) |
            (zeig/zeige/liste)( mir/)( alle/ die/ deine/) (artikel/nachrichten)( auf/) | liste | alle
            artikel | artikel | nachrichten( von heute/) | schlagzeilen | was hast du( da/ alles/) |
            neuigkeiten | was ist (heute/) passiert | gibt es (neues/neuigkeiten/neue artikel) |
            übersicht | (das/) neueste
            """,
        more="""
            mehr | (erzähl/sag/zeig)( mir/) mehr( davon/ darüber/) | mehr (dazu/davon/details/infos) |
            weiter | was noch | noch etwas | und weiter | sonst noch (was/etwas) | und dann | genauer
            """,
        sources="""
            (die/) (quelle/quellen) | was ist (die/deine) quelle | woher (weißt du das/stammt das/kommt
            das/hast du das) | wo steht das | welcher artikel( ist das/) | wer sagt das | (der/) link |
            quellenangabe | bist du sicher | sicher | wirklich | stimmt das | beleg
            """,
        context="""
            (der/mehr/zeig den/zeig mir den/) kontext | (der/) zusammenhang | in welchem (zusammenhang/kontext)
            """,
        address="bot | roboter | assistent | mein freund | lieber bot",
        before="""
            (kannst/könntest/können/könnten) (du/sie)( mir/ uns/) | (sagen/erklären/verraten) | (bitte/)
            (sag/sage/sagen sie/erklär/erkläre/verrate)( mir/) | bitte | weißt du( ob/) | wissen sie(
            ob/) | ich (möchte/will/würde/wollte)( gerne/ gern/ mal/) (wissen/fragen/erfahren) | ich
            (habe/hab) (eine/mal eine/noch eine)( kurze/) frage | (eine/kurze/meine/)( kurze/) frage(
            ist/) | ich frage mich | entschuldigung | sorry | mich (würde interessieren/interessiert) |
            sag mal | laut (den/deinen) artikeln | (gibt es/hast du)( da/)
            """,
        after="""
            bitte | wenn (du/sie) (kannst/weißt/können) | weißt du das | falls (du/sie) das
            (weißt/wissen) | laut den artikeln | (kannst/könntest) du mir das sagen
            """,
        topic="""
            (die/neue/neueste/aktuelle/irgendwelche/mehr/)
            (nachrichten/neuigkeiten/neues/artikel/infos/informationen/etwas/was/alles/irgendwas)
            (über/zu/zum/zur/von/aus) | (erzähl/erzähle/sag/sage/berichte)( mir/ uns/)( bitte/)( was/
            etwas/ alles/ mehr/) (über/von/zu/vom/zum/zur) | was (weißt du/sagen die artikel/wissen
            wir/schreiben die artikel/steht in den artikeln) (über/zu/zum/zur) | was (ist/war) (los/)
            (mit/in) | was (passierte/geschah/gibt es neues/ist passiert) (bei/in/im/mit/zu/zum/zur) |
            was gibt es( neues/) (über/zu/zum/zur) | ich (möchte/will) (etwas/mehr/alles/) (über/zu) |
            über | zum thema | alles über | zusammenfassung (von/zu/über)
            """,
        topic_after="nachrichten | neuigkeiten | artikel",
        article="""
            (zeig/zeige/öffne/gib)( mir/) (den/einen/) artikel (über/zu/zum/zur/nummer/) |
            (der/den/einen) artikel (über/zu/zum/zur) | artikel( nummer/)
            """,
        instead="und (was ist/wie ist es/wie sieht es) (mit/bei/in/aus mit/aus bei) | und (bei/für/mit)",
        asks="""
            wer | wen | wem | wessen | was | wann | wo | wohin | woher | warum | wieso | weshalb | wie |
            welche | welcher | welches | welchen | welchem | wieviel | wieviele | wozu | wofür | womit |
            wodurch
            """,
        asks_first="ist | sind | war | waren | hat | haben | wird | wurde | wurden | kann | gibt | hatte",
        oneself="ich | mein | meine | meinen | meinem | mir | mich | wir | unser | unsere",
        now="""
            jetzt | aktuell | aktuelle | aktueller | aktuellen | derzeit | derzeitige | derzeitiger |
            momentan | gerade | heute | neueste | heutzutage
            """,
        causes="weil | wegen | grund | ursache | denn | aufgrund | nachdem | da | damit",
        asks_why="warum | wieso | weshalb | aus welchem grund",
        sums="plus | minus | mal | geteilt | durch | wieviel | wie | viel | ist | sind | x | und | was",
    ),
)
