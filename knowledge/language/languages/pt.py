"""Portuguese."""

from knowledge.language.language import Language, folded, phrases, words
from knowledge.language.talk import Talk

LANGUAGE = Language(
    code="pt",
    name="Portuguese",
    stemmer="portuguese",
    stop_words=folded("""
        o a os as um uma uns umas de do da dos das em no na nos nas por pelo pela pelos pelas para com sem sobre
        entre até desde ao à aos às e ou mas se que quem quando onde como porque quanto quanta quantos quantas
        qual quais eu tu ele ela nós eles elas me te lhe seu sua seus suas este esta esse essa isto isso aquele
        é são era eram foi foram ser sido está estão tem têm tinha ter há não mais também já muito
        """),
    pronouns=folded("ele ela eles elas isto isso este esta esse essa seu sua"),
    pointing=words("ele ela eles elas isso esse essa seu sua"),
    continuing=words("e mas"),
    number_units=tuple(
        """
        dois três quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis dezessete
        dezoito dezenove vinte trinta quarenta cinquenta sessenta setenta oitenta noventa
        """.split()
    ),
    number_scales={"mil": 3, "milhão": 6, "milhões": 6},
    titles=words("""
        sr sra srs sras srta dr dra drs prof profa exmo exma ilmo ilma eng engª arq gen cel cap ten sgt maj min des
        dep av D vs aprox p.ex
        """),
    before_numbers=words(
        "art arts vol fig pp p pág págs nº n cap tel jan fev mar abr mai jun jul ago set out nov dez"
    ),
    abbreviations=words("etc cia a.C d.C"),
    starters=words("ele ela eles elas mas segundo no na em"),
    articles=words("o a os as um uma"),
    asking={
        "number": "quant[oaei]",
        "year": "quando",
        "place": "onde",
        "name": "quem",
    },
    asks_age="quantos anos tem",
    tells_age="anos",
    places="de",
    link_lists=phrases("""
        artigos relacionados|leia também|leia mais|notícias relacionadas|veja também|veja mais|leia ainda
        """),
    furniture=phrases("publicidade|compartilhar"),
    talk=Talk(
        greetings="olá | oi | bom dia | boa (tarde/noite) | saudações",
        thanks="""
            (muito/) obrigad(o/a)( pela ajuda/) | valeu | agradeço | (muito/) obrigad(o/a) (mesmo/por tudo/a
            todos) | (muito/) agradecid(o/a) | grat(o/a) | (eu/) agradeço (muito/a ajuda) | brigad(o/a)
            """,
        praise="""
            (muito/) (útil/gentil) | (muito/) boa resposta | (ótima/excelente) resposta | bom trabalho | (me/)
            ajudou (muito/bastante) | (foi/é) muito útil | exatamente o que eu (queria/precisava) | mandou bem
            """,
        goodbyes="tchau | até (logo/mais/amanhã) | adeus | (tenha/) um (bom/ótimo) dia",
        wellbeing="(como/) tudo bem | como (vai/está/você está)",
        agreement="ok | okay | sim | não | tá | tá bom | certo | entendi | bom | perfeito",
        remarks="""
            ótimo | interessante | legal | nossa( senhora/) | que
            (loucura/pena/triste/legal/horror/interessante/absurdo/vergonha/massa/bom) | não (acredito/pode
            ser/creio) | não dá para acreditar | meu deus | caramba | caraca | incrível | inacreditável |
            verdade | é verdade | exatamente | concordo | eu também | muito (interessante/triste/bom/legal) |
            boa (notícia/essa) | eu vi( na tv/ isso/) | puxa | sério | absurdo | pois é
            """,
        about_the_bot="""
            ajuda | me ajude | quem é você | (o/) que (você/) (sabe/pode) fazer | o que você (faz/pode
            fazer/é) | como (você/isso) funciona | quem (te/) (criou/fez/programou) (você/) | você é
            (um/uma/) (bot/robô/humano/pessoa) | qual (é/) o seu nome | quantos anos você tem | você
            fala português
            """,
        clock="que horas são | que dia é hoje | qual é a data | como está o tempo",
        newest="""
            (quais/que) (artigos/notícias) (você tem/existem/há/tem) | (as/) (últimas/)
            (notícias/novidades)( de hoje/) | quais são as (últimas/) (notícias/novidades) | novidades |
            (a/) lista( de artigos/ dos artigos/) | (mostre/liste)( me/)( todos/) os artigos | artigos |
            o que há de novo | quais são as novidades
            """,
        more="mais | conte(-me/) mais | continue | (o/) que mais | e depois | mais detalhes | algo mais",
        sources="""
            (a/) fonte | (as/) fontes | qual é a fonte | onde (diz/está escrito) isso | qual artigo | quem disse
            isso | link | tem certeza | sério | verdade | é verdade
            """,
        context="(o/mais/mostre o/) contexto | qual é o contexto | em que contexto",
        address="bot | robô | assistente | amigo",
        before="""
            (você/) (pode/poderia) (por favor/) (me/) (dizer/explicar/contar/dizer-me) | (pode/poderia)
            | (diga/diz/explique)(-me/ me/) | me diga | por favor | (você/) sabe( se/) |
            (quero/queria/gostaria de) (saber/perguntar) | (tenho/) uma (pergunta/dúvida) | desculpe |
            pergunta | segundo os artigos
            """,
        after="por favor | se (puder/souber)",
        topic="""
            (últimas/as últimas/as/mais/) (notícias/informações/artigos/novidades) (sobre/de/do/da) |
            (há/tem/você tem) (algo/notícias/alguma coisa/artigos) sobre | (algo/tudo/alguma coisa)
            sobre | (fale/conte/diga)(-me/ me/)( mais/ tudo/ algo/) (sobre/de/do/da) | me (fale/conte)(
            mais/ tudo/) (sobre/de/do/da) | o que (você sabe/se diz/se sabe/dizem os artigos)
            (sobre/de/do/da) | (o/) que (aconteceu/houve) (com/em/no/na) | que notícias há sobre | quero
            saber (mais/tudo/) sobre | sobre | resumo (de/do/da)
            """,
        topic_after="notícias | novidades",
        article="(mostre/abra)( me/) (o/um/) artigo (sobre/número/) | (o/um) artigo sobre | artigo( número/)",
        instead="e (quanto a/em relação a/no caso de)",
        asks="""
            quem | que | o que | quando | onde | como | por que | quanto | quanta | quantos | quantas |
            qual | quais
            """,
        asks_first="é | são | foi | há | tem",
        oneself="eu | meu | minha | estou | sou | nós | preciso",
        now="agora | atual | atualmente | hoje | último | última | recente",
        causes="porque | devido | causa | motivo | razão | pois",
        asks_why="por que | por quê | porque",
        sums="mais | menos | vezes | dividido | por | quanto | é | x",
    ),
)
