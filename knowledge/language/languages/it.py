"""Italian."""

from knowledge.language.language import Language, folded, phrases, words
from knowledge.language.talk import Talk

LANGUAGE = Language(
    code="it",
    name="Italian",
    stemmer="italian",
    elides=True,
    stop_words=folded("""
        il lo la i gli le l un uno una di a da in con su per tra fra del dello della dei degli delle al allo
        alla ai agli alle dal dalla dai dalle nel nella nei nelle sul sulla sui sulle e ed o ma se che chi cui
        quando dove come perché quanto quanta quanti quante quale quali io tu lui lei noi voi loro mi ti si ci
        vi ne suo sua suoi sue questo questa questi queste quello quella è sono era erano essere stato ha hanno
        aveva avere non più anche cosa
        """),
    pronouns=folded("lui lei loro egli ella essi questo questa questi queste suo sua"),
    pointing=words("lui lei loro ciò questo questa suo sua"),
    continuing=words("e ma"),
    number_units=tuple(
        """
        due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici
        diciassette diciotto diciannove venti trenta quaranta cinquanta sessanta settanta ottanta novanta
        """.split()
    ),
    number_scales={"mila": 3, "milione": 6, "milioni": 6, "miliardo": 9, "miliardi": 9},
    titles=words("""
        sig sigg sig.ra sig.na sig.ri dott dott.ssa dr avv ing arch geom prof prof.ssa on gen col cap magg ten mar
        card mons rag cav comm es p.es cfr ss
        """),
    before_numbers=words(
        "art artt vol fig pp p pag n nr cap tab gen feb mar apr mag giu lug ago set ott nov dic"
    ),
    abbreviations=words("ecc d.C a.C mln mld"),
    starters=words("lui lei loro ma secondo nel nella questo questa"),
    articles=words("il lo la i gli le un una"),
    asking={
        "number": "quant[oaei]",
        "year": "quando",
        "place": "dove",
        "name": "chi",
    },
    asks_age="quanti anni ha",
    tells_age="anni | nat[oa]",
    link_lists=phrases("""
        leggi anche|articoli correlati|potrebbe interessarti|leggi anche questo|ti potrebbe interessare
        """),
    furniture=phrases("pubblicità|condividi"),
    talk=Talk(
        greetings="ciao( a tutti/) | salve | buongiorno | buonasera | buon pomeriggio",
        thanks="""
            grazie( mille/ tante/ molte/) | ti ringrazio | perfetto grazie | ti ringrazio | grazie (per/a tutti)
            """,
        praise="(molto/) (utile/gentile) | ottima risposta | bella risposta | ottimo lavoro",
        goodbyes="arrivederci | a (presto/dopo) | buonanotte | addio",
        wellbeing="come (stai/va/sta)",
        agreement="""
            ok | okay | sì | no | va bene | capito | bene | perfetto | certo | interessante | d'accordo
            | ottimo
            """,
        remarks="""
            incredibile | (oh/) mio dio | non ci (credo/posso credere) | che
            (bello/tristezza/peccato/schifo/follia) | davvero (interessante/triste) | esatto | anch'io | wow | è
            vero | pazzesco | assurdo
            """,
        about_the_bot="""
            aiuto | aiutami | chi sei | cosa sei | (che/) cosa (sai/puoi) fare | come funzioni | chi ti
            ha (creato/fatto/programmato) | sei (un/una/) (bot/robot/umano/persona/macchina) | come ti
            chiami | quanti anni hai | di dove sei | parli (italiano/inglese)
            """,
        clock="che (ore sono/ora è/giorno è/tempo fa) | qual è la data",
        newest="""
            (quali/che) (articoli/notizie) (hai/ci sono) | (le/) (ultime/) (notizie/novità)( di oggi/) |
            ultime | che c'è di nuovo | novità | (la/) lista( degli articoli/) | elenco |
            (mostrami/elenca) (tutti/) gli articoli | articoli | cosa c'è di nuovo
            """,
        more="(di/) più | dimmi di più | ancora | continua | cos'altro | altro | e poi | più dettagli",
        sources="""
            (la/) fonte | (le/) fonti | qual è la fonte | dove (sta scritto/è scritto) | quale articolo
            | chi lo dice | link | sei sicuro | davvero
            """,
        context="(il/) contesto | qual è il contesto",
        address="bot | robot | assistente | amico",
        before="""
            (puoi/potresti/può/potrebbe) (per favore/) (dirmi/spiegarmi/dire/spiegare) | mi
            (puoi/potresti) dire | puoi | potresti | (dimmi/mi dica/spiegami) | per
            (favore/piacere/cortesia) | sai( se/) | (voglio/vorrei) (sapere/chiedere/chiederti) | (ho/)
            una domanda | mi chiedo | scusa | scusi | domanda | secondo gli articoli
            """,
        after="per (favore/piacere/cortesia) | se (puoi/lo sai) | grazie",
        topic="""
            (ultime/le ultime/le/altre/) (notizie/informazioni/articoli/novità/info)
            (su/sul/sulla/sullo/sugli/sulle/di/del/della/riguardo a) | (c'è/hai/ci sono)
            (qualcosa/notizie/articoli) (su/sul/sulla/sullo) | (qualcosa/tutto) (su/sul/sulla/sullo) |
            (parlami/dimmi tutto/raccontami/dimmi qualcosa) (di/del/della/dello/su/sul/sulla) | (che
            cosa/cosa) (si sa/sai/si dice/dicono gli articoli) (di/del/della/su/sul/sulla) | (che
            cosa/cosa) è successo (a/al/alla/con/in) | (che/) notizie ci sono (su/sul/sulla) | riassunto
            (di/del/della) | vorrei sapere (di più/tutto) (su/sul/sulla)
            """,
        topic_after="notizie | novità",
        article="""
            (mostrami/apri) (l'/un /gli )(articolo/articoli) (su/sul/sulla/numero/) | articolo( numero/)
            """,
        instead="e (per/in/che ne è di/riguardo a)",
        asks="""
            chi | che | cosa | quando | dove | come | perché | quanto | quanta | quanti | quante | quale
            | quali | qual
            """,
        asks_first="è | sono | ha | hanno",
        oneself="io | mio | mia | sono un | sto | mi | ho | noi",
        now="ora | adesso | attuale | attualmente | oggi | ultimo | ultima | recente",
        causes="perché | causa | motivo | poiché | siccome | dovuto",
        asks_why="perché | come mai",
        sums="più | meno | per | diviso | quanto | fa | x",
    ),
)
