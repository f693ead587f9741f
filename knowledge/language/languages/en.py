"""English."""

from knowledge.language.language import Language, folded, forms, lines, phrases, words, written_out
from knowledge.language.talk import Talk

# Irregular verbs, and nouns that no stemmer brings together with them. A form that is as often something else ("left",
# "saw", "rose") is left out. They gain 0.3 points of hit@1 on SQuAD and 0.2 on English XQuAD.
_VERBS = """
    become became
    begin began begun
    break broke broken
    bring brought
    build built
    buy bought
    catch caught
    choose chose chosen
    come came
    die death deaths
    draw drew drawn
    drive drove driven
    eat ate eaten
    fall fell fallen
    fight fought
    find found
    flee fled
    fly flew flown flight flights
    forbid forbade forbidden
    forget forgot forgotten
    freeze froze frozen
    give gave given
    go went gone
    grow grew grown growth
    hide hid hidden
    hold held
    keep kept
    lead led
    lend lent
    lose lost loss losses
    make made
    marry marriage
    meet met
    pay paid
    ride rode ridden
    run ran
    seek sought
    sell sold
    send sent
    shoot shot
    sing sang sung
    sink sank sunk
    speak spoke spoken
    spend spent
    stand stood
    steal stole stolen
    strike struck
    swim swam swum
    take took taken
    teach taught
    tell told
    think thought
    throw threw thrown
    understand understood
    wear wore worn
    win won
    write wrote written
    """

# Peoples with their countries. They cost 0.2 points on SQuAD and gain 0.1 on XQuAD. They are for collections of a few
# articles, where "the Iranian minister" and "Iran’s minister" must meet.
_PEOPLES = """
    afghanistan afghan afghans
    america american americans
    argentina argentine argentinian argentinians
    australia australian australians
    austria austrian austrians
    belgium belgian belgians
    brazil brazilian brazilians
    britain british briton britons
    canada canadian canadians
    chile chilean chileans
    china chinese
    colombia colombian colombians
    cuba cuban cubans
    denmark danish danes
    egypt egyptian egyptians
    europe european europeans
    finland finnish finns
    france french
    germany german germans
    greece greek greeks
    hungary hungarian hungarians
    india indian indians
    iran iranian iranians
    iraq iraqi iraqis
    ireland irish
    israel israeli israelis
    italy italian italians
    japan japanese
    kenya kenyan kenyans
    mexico mexican mexicans
    nigeria nigerian nigerians
    norway norwegian norwegians
    pakistan pakistani pakistanis
    poland polish poles
    portugal portuguese
    russia russian russians
    scotland scottish scots
    spain spanish spaniards
    sweden swedish swedes
    switzerland swiss
    syria syrian syrians
    taiwan taiwanese
    turkey turkish turks
    ukraine ukrainian ukrainians
    venezuela venezuelan venezuelans
    vietnam vietnamese
    """

# Nouns that the stemmer would take for a form of their verb: a question who "met" somebody would find a "meeting". They
# change nothing on SQuAD and English XQuAD, and are for collections of a few articles.
_NOUNS = ("meeting", "building", "painting", "wedding")

# Words that English news uses for one thing, and capitals that stand for governments. They are never folded: one only
# counts a little where another stands instead of it.
_RELATIVES = """
    meet receive host visit talks
    visit trip travel
    price cost
    land acre hectare
    salary wage pay
    area sector field
    cover include
    agreement pact treaty deal accord
    demand call urge request ask
    begin start
    end finish conclude
    buy purchase acquire
    kill die
    injure wound hurt
    assist help aid
    film movie
    car vehicle
    ship vessel boat
    plane aircraft jet
    war conflict
    money donation fund
    company firm
    doctor physician
    illness disease
    vote election
    reach arrive
    leave depart
    second 2nd
    third 3rd
    fourth 4th
    fifth 5th
    sixth 6th
    seventh 7th
    eighth 8th
    ninth 9th
    tenth 10th
    eleventh 11th
    twelfth 12th
    thirteenth 13th
    fourteenth 14th
    fifteenth 15th
    sixteenth 16th
    seventeenth 17th
    eighteenth 18th
    nineteenth 19th
    twentieth 20th
    weight weigh
    washington us united america
    moscow kremlin russia
    beijing china
    tehran iran
    kyiv kiev ukraine
    berlin germany
    paris france
    london britain uk
    tokyo japan
    ankara turkey
    brussels eu europe
    caracas venezuela
    """

# What capitals stand for in news, for articles that only have the words.
_WRITTEN_OUT = """
    AU African Union
    EU European Union
    FM foreign minister
    GDP gross domestic product
    IAEA International Atomic Energy Agency
    IMF International Monetary Fund
    MP member of parliament
    PM prime minister
    UAE United Arab Emirates
    UK United Kingdom
    UN United Nations
    US United States
    USA United States
    WTO World Trade Organization
    """

LANGUAGE = Language(
    code="en",
    name="English",
    stemmer="english",
    has_accents=False,
    stop_words=folded("""
        a an the this that these those i me my mine myself you your yours he him his she her hers it its we us
        our ours they them their theirs who whom whose which what when where why how and or but nor if then than
        so as of at by for from in into on onto to with without about over under between through during before
        after above below up down out off again against until while because both each few more most some any all
        no not only own same too very just also there here now ever is are am was were be been being do does did
        doing done has have had having will would shall should can could may might must isnt arent wasnt werent
        dont doesnt didnt hasnt havent hadnt wont wouldnt cant cannot couldnt shouldnt im ive id ill youre hes
        shes were theyre whats whos wheres whens hows thats lets please many much tell say says said know
        article articles mean happen happened happens get got
        """),
    pronouns=folded("he she it they his her its their him them this these that those"),
    pointing=words("""
        it its they them their theirs he him his she her hers this these those then same
        """),
    pointing_last=words("that there"),
    continuing=words("and but so also"),
    number_units=tuple(
        """
        two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
        """.split()
    ),
    number_one="one",
    number_scales={"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12},
    amounts=words("""
        two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion
        trillion dozen dozens once twice half
        """),
    titles=words("""
        mr mrs ms mx messrs dr drs prof rev hon rt ven gov sen reps rep gen lt maj col capt cmdr cpl adm brig sgt supt
        insp det amb atty asst pres v vs approx e.g i.e viz incl
        """),
    before_numbers=words("""
        no nos art fig figs vol pp p ch sec para ver Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec
        """),
    abbreviations=words("""
        St Mt Ft Ave Blvd Rd plc Col Pres est dept univ assn govt ed Ed eds al Ala Ariz Ark Calif Colo Conn Del Fla
        Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Penn Tenn Tex Va Vt Wash Wis Wyo Ont
        Que Dept Univ Assn Assoc Intl Natl Mfg Cos Capt Hwy Pkwy Sq Tpk
        """),
    starters=words("""
        the a an he she it they we i in on at but and this that these those his her its their there when while
        if however meanwhile both as for since after before
        """),
    asking={
        "number": r"how (?:many|much|old|long|far|high|tall|big|large|fast|deep|often|heavy)"
        r" | what (?:percent\w*|number|age|share)",
        "year": "when | (?:what|which) (?:year|date|day|month|decade|century)",
        "place": "where",
        "name": "who | whom | whose",
    },
    asks_age="how old (?:is|are|was|were) | (?:what|which) age",
    tells_age=r"age | aged | ages | old\w* | years ago | million years | born | birthday | built | founded | century",
    places="in | at | from | near | to",
    place_articles="the",
    link_lists=phrases("""
        related articles|related stories|related news|related posts|related content|related topics|related
        you may also like|you might also like|more stories|more from this section|more on this story
        more on this|recommended|recommended for you|recommended stories|most read|most popular|trending
        trending now|read more|read next|read also|also read|see also|latest news|top stories
        editors' picks|editor's picks|more on this topic|related coverage|related reading|further reading
        don't miss
        """),
    furniture=phrases("""
        back to top|back to top button|scroll to top|skip to content|skip to main content|advertisement
        advertisements|ad|sponsored|sponsored content|promoted content|share|share this|share this article
        share on facebook|share on twitter|share on x|share via email|facebook|twitter|whatsapp|telegram
        email|print|copy link|link copied|follow us|follow us on twitter|follow us on facebook|subscribe
        subscribe now|sign in|log in|sign up|sign up for our newsletter|subscribe to our newsletter
        newsletter|comments|leave a comment|leave a reply|post a comment|load more|loading|show more
        view comments|close|menu|search|all rights reserved|cookie settings|privacy policy|terms of use
        terms of service|tags|next article|previous article|play video|watch video|listen to this article
        article continues below|story continues below|story continues below advertisement|continue reading
        read the full story
        """),
    forms=forms(_VERBS) | forms(_PEOPLES) | {noun + "s": noun for noun in _NOUNS},
    nouns=frozenset(_NOUNS),
    relatives=lines(_RELATIVES),
    written_out=written_out(_WRITTEN_OUT),
    talk=Talk(
        greetings="""
            (hello/hi/hey)( there/ again/ everyone/ all/ team/) | good (morning/afternoon/evening/day) |
            greetings | yo | howdy | hiya | dear (sir/madam/team)
            """,
        thanks="""
            (thanks/thank you/thx/ty/cheers)( a lot/ so much/ very much/ again/ in advance/ anyway/ for
            (that/this)/) | many thanks | (great/perfect/ok/okay/awesome/cool) (thanks/thank you) | (good/nice)
            bot | that helps | that helped( a lot/) | (thanks/thank you)( a lot/ so much/ very much/) for
            (the/your/all the/all your) (help/answer/answers/reply/replies/information/info/explanation) | much
            appreciated | (i/we/) (really/ do/) appreciate (it/that/this/your help) | cheers mate | thanks for
            nothing
            """,
        praise="""
            (very/really/so/super/most/extremely/) (helpful/useful) |
            (good/great/nice/excellent/perfect/awesome/brilliant/amazing) (answer/job/work/reply/explanation) |
            well done | (that/this/it) (was/is) (very/really/so/super/extremely/) (helpful/useful/a great help/a
            big help) | (exactly/just) what i (needed/wanted/was looking for) | (thats/that is)
            (all/everything/what) i (needed/wanted)( to know/) | (you are/youre) (the
            best/great/awesome/amazing/brilliant/very kind/so kind/a star/a lifesaver) | you rock
            """,
        goodbyes="""
            bye | goodbye | bye bye | see you( later/) | good night | farewell | have a (nice/good/great/lovely)
            (day/one/evening/night/weekend)
            """,
        wellbeing="""
            how (are/r) (you/things/u)( today/ doing/ doing today/) | (how is/hows) it going | (what
            is/whats) up | sup | how do you do
            """,
        agreement="""
            ok | okay | k | yes | no | yep | nope | yeah | alright | all right | right | sure | fine | got it |
            i see | i understand | understood | great | nice | cool | perfect | good | good to know | never mind
            | hm | hmm | well
            """,
        remarks="""
            wow | awesome | interesting | oh | lol | no way | omg | omfg | oh my (god/gosh/goodness) | wtf | wth
            | what the (hell/fuck/heck) | holy (shit/cow/crap) | damn | yikes | ouch | ugh | meh | smh | rip |
            gg | idk | (so/very/too/how/) true | true that | same( here/ same/) | me (too/neither) | nice one |
            good (one/point/find/to hear/for (you/them/him/her)) |
            (great/interesting/cool/good/nice/crazy/wild/fascinating/amazing/weird) (stuff/read/info/fact/find)
            | (great/good/sad/bad/terrible/big) news | i (dont/do not/cant/cannot/can not) believe
            (it/this/that) | unbelievable | incredible | amazing | (thats/that is/this is/its/it is/how)( so/
            really/ very/ pretty/ just/ too/)
            (crazy/sad/bad/good/great/cool/nice/awful/terrible/horrible/insane/wild/funny/amazing/awesome/interesting/ridiculous/right/wrong/weird/scary/shocking/true/fake)
            | (thats/that is/this is/) (a shame/a joke/fake news/great news/sad news) | what a
            (shame/mess/joke/pity/disaster/story/world) | who knew | poor (guy/people/thing/them/him/her) |
            exactly | absolutely | totally | definitely | indeed | agreed | i (totally/fully/) agree | fair
            enough | makes sense | no kidding | you dont say | come on | for sure | whatever | bullshit | crazy
            | insane | seriously | for real | i (knew/heard/saw)( it/ that/ this/)( too/ on tv/ on the news/
            yesterday/ today/) | i was there( too/) | i (love/like/hate) (it/this/that) | finally | about time |
            as expected
            """,
        about_the_bot="""
            help( me/) | who are you | what are you | what is this | (what is/whats) your
            (name/purpose/job) | who (made/created/built/developed/programmed/wrote/trained/owns/runs)
            (you/this bot/this) | are you (a/an/the/) (bot/robot/human/person/machine/computer/ai/real
            person/real human/chatbot/human being/language model) | are you
            (real/chatgpt/gpt/alive/intelligent/there/online) | what (can/do) you do( for me/) | what
            can i ask( you/)( about/) | what do you know( about/) | how (do/does) (you/this/this
            bot/it/the bot) work | how (can/do) i use (you/this/this bot) | how old are you | where (are
            you from/do you live/do you come from) | (which/what) (languages/language) do you
            (speak/know/understand) | do you speak (english/german/spanish/french/russian/arabic) |
            (which/what) model are you | tell me about yourself | introduce yourself | tell me a joke |
            sing a song | i love you
            """,
        clock="""
            (what is/whats) the time | what time is it | (what is/whats) (the date/todays date/the
            weather/the temperature outside) | what day is (it/today) | which day is (it/today) | (how
            is/hows) the weather | will it rain | what year is (it/this)
            """,
        newest="""
            (list/show)( me/)( all/ all of/)( the/ your/) (articles/news/headlines/stories) | list( all/
            them/ them all/) | articles | (what/which) (articles/news/stories/topics) (do you have/are
            there/have you got/can i read/do you know/are available/are loaded/are in here) | (what
            is/whats) (new/new today/new here/the news/in the news/the latest/the latest
            news/happening/happening today/going on) | (the/any/all the/)
            (latest/newest/recent/new/todays) (news/articles/headlines/stories/ones) | (the/)
            (latest/newest) | (the/any/todays/) (news/headlines)( today/ please/) | any (updates/new
            ones) | updates | latest (news/updates) (please/today) | what (do you have/have you got)(
            today/ here/) | (table of/) contents | topics | what are (the/) (articles/topics/headlines)
            | what are (these/the/your) articles about | what is in here | what can i read( here/) |
            what have you read | what news | what happened (today/lately/recently)
            """,
        more="""
            more( please/ of that/) | (show/tell/give)( me/) more( please/) | more about (that/it/this)
            | tell me more about (it/that/this) | go on | continue | next | what else | anything else |
            and then | keep going | further | and | more details | details | what more | what happened
            (next/then) | then | elaborate | is there (more/anything else) | any more | anything more
            """,
        sources="""
            (the/) (source/sources/link/links/url) | (what is/whats/what are) (the/your) (source/sources) |
            where (does it/does that/do they/did you/do you) (say/stand/find/read/get) (so/that/this/it)( from/)
            | where (is/was) (that/this/it) (from/written/said/stated) | (which/what)
            (article/source/paper/newspaper)( is that/ is this/ is it/ is that from/ is it from/ says that/ says
            so/) | who (says/said) (that/so/this/it) | says who | according to (whom/what/who) | (can/could) i
            (see/have/read) the (source/article/link/whole article/full article) | (show/give)( me/) (the/)
            (source/link/article/whole article/full article/full text) | (full/whole) (article/text/story) |
            proof | citation | how do you know( that/ this/) | are you sure( about that/) | really | is that
            true | seriously | for real | no kidding | true | (is (this/that/it)/) (so/really) true | is
            (this/it) true | thats true | legit | fact check
            """,
        context="""
            (more/the/show/show the/give me/give me the/show me the/) context( please/) | (what is/whats) the
            context | in (what/which) context | (the/) surrounding (text/paragraphs)
            """,
        address="bot | chatbot | robot | dear bot | my friend | buddy | mate | sir | madam | man | assistant",
        before="""
            please | pls | plz | kindly | just | (can/could/would/will) (you/u)( maybe/ perhaps/
            possibly/ quickly/ just/) | (tell/inform/remind/show/give/get/find/answer/help) (me/us)( to
            know/ find out/ understand/) | explain( to/) (me/us) | (can/could/may) i (ask/know)( you/) |
            let me (ask/know) | (do/would) (you/u)( happen to/) know( if/ whether/) | (i/we)
            (want/wanted/need/would like/would love/wish) to (know/ask/ask you/find
            out/learn/hear/understand) | id (like/love) to (know/ask/ask you/find
            out/learn/hear/understand) | (i was/im/i am/just/we were) (wondering/curious)( if you can
            tell me/ if you could tell me/ if you know/ about/ if/) | i wonder | i have (a/one
            more/another)( quick/ short/ small/) question( for you/)( about/) |
            (a/my/the/first/second/another/one more/) (quick/short/small/simple/next/) question( is/
            would be/) | out of (curiosity/interest) | by the way | btw | (any/no/have you any/do you
            have any) idea | guess | sorry( to bother/ to bother you/ but/) | excuse me | pardon( me/) |
            first( of all/) | now | next | i also (want/would like) to know | in (the/your) articles |
            do (the/your) articles say | (according to/based on) (the/your) (articles/news/sources) |
            (do/have) you (have/got)( any/ some/ all/ the/ more/ an/) | (is/are) there( any/ some/) |
            find | search( for/) | i need | i want | (i am/im) looking for | do you know
            (anything/something/everything)( new/) (about/on)
            """,
        after="""
            please | pls | plz | for me | if (you/u) (can/could/know/please/dont mind) | if possible |
            do (you/u) know | any idea | (can/could) you tell me | according to (the/your)
            (articles/news/sources) | in (the/your) articles | (a/) quick question | asap | exactly |
            kindly | in (one/a few) (sentence/sentences/words) | help me please
            """,
        topic="""
            (the/any/all/some/more/latest/the latest/recent/)
            (news/articles/information/info/details/facts/stories/updates/headlines/anything/something/everything/stuff)
            (about/on/regarding/concerning) | (anything/something/everything/more) (new/)
            (about/on/regarding) | (any/the/) (latest/recent/) news (from/in/of) | tell (me/us)( a bit/
            a little/ all/ everything/ something/ anything/ more/ everything you know/ what you know/
            the story/ the news/) (about/of) | what (do/does/did) (you/the articles/your
            articles/they/the article/the news) (know/say/have/write/report/tell)( us/) (about/on/of) |
            (what is/whats) (happening/new/going on/the story/the latest/the news/up) (with/about/on/in)
            | what happened (with/to/about/on/in) | about | (talk/write/read)( to me/) about |
            (an/the/a/) (overview/summary/gist) (of/about/on) | (know/read/hear/learn/find out)( more/
            something/ everything/ all/) about | (i am/im) interested in | look up | all about | more
            about | (summarize/summarise/describe) | do you know (anything/something/everything)( new/)
            (about/on) | everything you know about
            """,
        topic_after="""
            (latest/) news | articles | headlines | stories | updates | info | information | please |
            news please
            """,
        article="""
            (the/an/your/a/) (article/story/report) (about/on/of/number/no/titled/called/with the title)
            | article
            """,
        instead="(and/but/so/) (what/how) about | (and/but) in the case of | and (for/with)",
        asks="""
            who | whom | whose | what | when | where | why | how | which | whats | whos | wheres | hows
            | whens
            """,
        asks_first="""
            is | are | was | were | do | does | did | has | have | had | can | could | will | would |
            should | may | might | must | isnt | arent | doesnt | didnt | wasnt | hasnt
            """,
        oneself="i | im | ive | id | my | we | our | me | mine",
        now="""
            now | current | currently | latest | today | nowadays | recent | recently | newest | at the
            moment | these days | right now
            """,
        causes="""
            because | due | reason | reasons | cause | caused | causes | since | owing | thanks to |
            after | accused | so that
            """,
        asks_why="why | how come | what for | what was the reason | for what reason",
        sums="""
            plus | minus | times | divided | multiplied | by | sum | root | square | squared | percent |
            of | and | calculate | compute | equals | equal | what | is | are | s | the | how | much | x
            | solve
            """,
    ),
)
