"""English."""

from knowledge.language.language import Language, folded, forms, lines, phrases, words, written_out

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
        mr mrs ms messrs dr prof rev hon gov sen rep gen lt maj capt cmdr adm sgt supt insp vs approx
        """),
    before_numbers=words("no nos art fig vol pp p ch sec Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec"),
    abbreviations=words("""
        jr sr St Mt Ft Ave Blvd Rd Co Corp Inc Ltd plc Bros Col Pres est dept univ assn cf al ed Ed eds Ala Ariz
        Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla Ore Pa Tenn
        Tex Va Vt Wash Wis Wyo
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
)
