"""French."""

from knowledge.language.language import Language, folded, phrases, words
from knowledge.language.talk import Talk

LANGUAGE = Language(
    code="fr",
    name="French",
    stemmer="french",
    elides=True,
    stop_words=folded("""
        le la les l un une des du de d au aux à en dans par pour sur sous avec sans chez entre vers contre
        depuis pendant avant après et ou mais donc or ni car si que qu qui quoi dont où quand comment pourquoi
        combien quel quelle quels quelles lequel laquelle je j tu il elle on nous vous ils elles me m te t se s
        lui leur leurs mon ma mes ton ta tes son sa ses notre nos votre vos ce c cet cette ces cela ça est sont
        était étaient être été a ont avait avoir eu fait ne n pas plus très aussi y est-ce sera
        """),
    pronouns=folded("il elle ils elles cela ceci celui celle ceux son sa ses leur leurs"),
    pointing=words("il elle ils elles lui leur leurs cela ça cette cet ces"),
    pointing_last=words("y là"),
    continuing=words("et mais"),
    number_units=tuple(
        """
        deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize - - - vingt trente
        quarante cinquante soixante - - -
        """.split()
    ),
    number_scales={"mille": 3, "million": 6, "millions": 6, "milliard": 9, "milliards": 9},
    titles=words("""
        M MM mme mmes mlle mlles mgr Me Mes dr drs pr prs st ste gal gén cdt col cap lt cne adj p.ex c.-à-d env vs
        """),
    before_numbers=words("art vol fig pp p env ch al n no nos tél janv févr avr juil sept oct nov déc"),
    abbreviations=words("etc av bd apr cie chap"),
    starters=words("il elle ils elles mais selon dans cette cet"),
    articles=words("le la les un une"),
    asking={
        "number": "combien",
        "year": "quand",
        "place": "où",
        "name": "qui",
    },
    asks_age="quel âge",
    tells_age="âgée? | née? | ans",
    places="à | de",
    link_lists=phrases("""
        articles liés|à lire aussi|lire aussi|sur le même sujet|lire également|à lire également|voir aussi
        pour aller plus loin|à découvrir aussi
        """),
    furniture=phrases("publicité|partager|haut de page"),
    talk=Talk(
        greetings="bonjour( à tous/) | bonsoir | salut | coucou | bjr | hello | re bonjour",
        thanks="""
            merci( beaucoup/ bien/ d'avance/ à vous/ à toi/ pour (tout/votre aide/ta réponse)/) | mille mercis |
            super merci | merci( beaucoup/) pour (la/ta/votre) (réponse/aide) | (je/) (vous/te) remercie(
            beaucoup/) | merci (infiniment/énormément)
            """,
        praise="""
            (très/) (utile/gentil/aimable) | (très/) bonne réponse | excellente réponse | bon travail | bien
            joué | bravo | (ça/cela) m'a (beaucoup/bien) aidé | c'est (très/) (utile/gentil/clair) | (c'est/)
            exactement ce que je (cherchais/voulais)
            """,
        goodbyes="""
            au revoir | à (bientôt/plus) | bonne (nuit/journée/soirée) | adieu | bonne (journée/soirée/fin de
            journée)
            """,
        wellbeing="(comment/) ça va | comment (vas-tu/allez-vous/tu vas) | quoi de beau",
        agreement="""
            ok | okay | oui | non | d'accord | je vois | compris | bien | très bien | super | parfait | entendu
            """,
        remarks="""
            génial | intéressant | ah bon | (c'est/trop) (fou/dingue/triste/vrai/dommage/bien/bon/cool/ouf) |
            (j'y/je n'y/je le) crois pas | je n'y crois pas | j'arrive pas à y croire | n'importe quoi | sans
            (blague/déconner) | incroyable | mon dieu | oh (là là/mon dieu) | la vache | putain | merde | pas
            possible | (tellement/trop/très/si) vrai | exactement | pareil | moi aussi | tout à fait | bien dit
            | dommage | quelle (honte/histoire/tristesse) | (très/trop) intéressant | bonne nouvelle | j'ai vu
            ça( à la télé/) | je (le/l'ai) savais | wesh
            """,
        about_the_bot="""
            aide | aide-moi | à l'aide | (qui/) (es-tu/êtes-vous) | qui es tu | tu es qui | que
            (peux-tu/sais-tu) faire | que fais-tu | qu'est-ce que tu (sais/peux) faire | comment ça
            marche | comment (fonctionnes-tu/tu fonctionnes) | qui (t'a/vous a)
            (créé/fait/programmé/fabriqué/conçu) | (es-tu/tu es/êtes-vous) (un/une/)
            (bot/robot/humain/personne/machine/ia) | comment (t'appelles-tu/tu t'appelles) | quel âge
            as-tu | d'où viens-tu | parles-tu (français/anglais) | raconte-moi une blague
            """,
        clock="""
            quelle heure est-il | il est quelle heure | quel jour (sommes-nous/est-on/on est) | quelle
            est la date | quel temps fait-il | quelle est la météo
            """,
        newest="""
            (quels/quelles) (articles/actualités/sont les articles/nouvelles/sont les nouvelles)
            (as-tu/avez-vous/y a-t-il/sont disponibles/) | (les/) (dernières/)
            (nouvelles/actualités/infos) | quoi de neuf | les (articles/titres) | actualités( du jour/)
            | articles | (la/) liste( des articles/) | (montre/liste/donne/affiche)(-moi/)( tous/) les
            articles | liste | qu'y a-t-il de (neuf/nouveau) | qu'est-ce que tu as | du nouveau |
            derniers articles
            """,
        more="""
            plus | encore | dis-m'en plus | dites-m'en plus | continue | la suite | et (ensuite/après) |
            quoi d'autre | autre chose | plus (de détails/d'infos) | en savoir plus | davantage
            """,
        sources="""
            (la/les/) (source/sources) | quelle est (la/ta/votre) source | d'où (vient/sort) (ça/cela) |
            où (est-ce écrit/c'est écrit/est-ce dit) | quel article | qui (le dit/dit ça/dit cela) |
            (le/) lien | es-tu sûr | vraiment | c'est vrai
            """,
        context="(le/plus de/montre le/donne le/) contexte | quel est le contexte | dans quel contexte",
        address="bot | robot | assistant | mon ami | cher bot",
        before="""
            (peux-tu/pouvez-vous/pourrais-tu/pourriez-vous/tu peux/vous pouvez) (s'il te plaît/s'il vous
            plaît/) (me/m') (dire/expliquer/donner/indiquer) |
            (peux-tu/pouvez-vous/pourrais-tu/pourriez-vous) | (dis-moi/dites-moi/explique-moi)( s'il te
            plaît/ s'il vous plaît/) | s'il (te/vous) plaît | stp | svp | (sais-tu/savez-vous/tu
            sais/est-ce que tu sais)( si/) | je (veux/voudrais/souhaite/souhaiterais/aimerais)
            (savoir/connaître/demander/te demander/vous demander) | j'aimerais (savoir/connaître) | j'ai
            une (petite/) question | une (petite/) question | (ma/) question | je me demande |
            excuse-moi | excusez-moi | pardon | d'après les articles | selon les articles
            """,
        after="""
            s'il (te/vous) plaît | stp | svp | si (tu/vous) (peux/pouvez/sais/savez) | (le/) sais-tu |
            d'après les articles
            """,
        topic="""
            (les/des/dernières/les dernières/quelles/toutes les/plus d'/)
            (nouvelles/infos/informations/actualités/articles/news) (sur/de/du/des/à propos de/à propos
            du/concernant/au sujet de) | (y a-t-il/as-tu/avez-vous/il y a/tu as) (quelque chose/des
            nouvelles/des articles/des infos/du nouveau) (sur/à propos de/concernant) | quelque chose
            sur | tout sur | (parle-moi/parlez-moi/dis-moi tout/raconte-moi/dis-moi ce que tu
            sais/dis-moi quelque chose/parle) (de/du/des/d'/de la/de l'/sur) | que
            (sais-tu/dit-on/disent les articles/savez-vous/sait-on) (de/du/des/d'/sur/à propos de) |
            (que s'est-il passé/que se passe-t-il/qu'est-il arrivé/qu'est-ce qui s'est passé)
            (avec/à/au/en/dans/pour) | quoi de neuf (sur/à propos de/avec) | (et/) qu'en est-il
            (de/du/des) | je (veux/voudrais) (tout/plus/en/) savoir (plus/) (sur/) | à propos (de/du/d')
            | au sujet (de/du) | résumé (de/du)
            """,
        topic_after="actualités | infos | nouvelles",
        article="""
            (montre/ouvre/donne)(-moi/) (l'/un /les )(article/articles) (sur/à propos de/numéro/) |
            (l'/un )article (sur/de/numéro) | article( numéro/)
            """,
        instead="et (qu'en est-il/quid/pour ce qui est) (de/du/des) | et (pour/au/en)",
        asks="""
            qui | que | quoi | quand | où | comment | pourquoi | combien | quel | quelle | quels |
            quelles | lequel | laquelle | qu'est | est-ce
            """,
        asks_first="est | sont | a | ont | y a-t-il",
        oneself="je | j' | mon | ma | mes | moi | nous | notre | suis",
        now="""
            maintenant | actuel | actuelle | actuellement | aujourd'hui | en ce moment | récent |
            récente | dernière | dernier
            """,
        causes="parce | car | cause | raison | raisons | puisque | grâce | afin | dû",
        asks_why="pourquoi | pour quelle raison",
        sums="plus | moins | fois | divisé | par | combien | font | fait | x | et",
    ),
)
