"""Function words by language: articles, pronouns, prepositions, auxiliaries and question words.

Closed word classes only. Published lists of more than a thousand "stop words" hold *world*, *member* or
*young*, which carry questions; a language without a list loses little, because frequent words weigh
little anyway once the collection is large.
"""

from collections.abc import Collection, Iterable

_WORDS = {
    "en": """
        a an the this that these those i me my mine myself you your yours he him his she her hers it its we us
        our ours they them their theirs who whom whose which what when where why how and or but nor if then
        than so as of at by for from in into on onto to with without about over under between through during
        before after above below up down out off again against until while because both each few more most
        some any all no not only own same too very just also there here now ever is are am was were be been
        being do does did doing done has have had having will would shall should can could may might must
        isnt arent wasnt werent dont doesnt didnt hasnt havent hadnt wont wouldnt cant cannot couldnt
        shouldnt im ive id ill youre hes shes were theyre whats whos wheres whens hows thats lets please
        many much tell say says said know article articles mean happen happened happens get got""",
    "es": """
        el la los las lo un una unos unas al del de a ante bajo con contra desde durante en entre hacia hasta
        mediante para por según sin sobre tras y e o u ni que qué si sí no pero sino como cómo cuando cuándo
        donde dónde adónde quien quién quienes quiénes cual cuál cuales cuáles cuanto cuánto cuanta cuánta
        cuantos cuántos cuantas cuántas yo tú él ella ello nosotros ellos ellas me te se nos os le les mi mis
        tu tus su sus nuestro nuestra este esta estos estas ese esa esos esas aquel aquella esto eso es son
        era eran fue fueron ser sido está están estaba estar ha han había haber hay hubo he hace hizo hacer
        más menos muy ya también porque qual dice dijo""",
    "de": """
        der die das den dem des ein eine einen einem einer eines kein keine keinen und oder aber denn doch
        sondern wenn als ob dass weil in im ins an am ans auf aus bei beim bis durch für gegen mit nach ohne
        seit um unter über von vom vor während wegen zu zum zur zwischen ich du er sie es wir ihr mich dich
        sich uns euch mir dir ihm ihn ihnen mein dein sein seine seinen seiner ihre ihren ihrem ihrer unser
        wer wen wem wessen was wozu wofür wogegen womit woran worauf wovon heißt heißen welche
        welcher welches welchen wann wo wohin woher warum wieso wie viel viele
        vielen ist sind war waren bin sein gewesen wird werden wurde wurden worden hat haben hatte hatten
        habe kann können konnte soll sollen muss müssen darf nicht auch nur noch schon so sehr mehr dieser
        diese dieses diesem diesen jener es da dort hier dann damit sagt sagte""",
    "fr": """
        le la les l un une des du de d au aux à en dans par pour sur sous avec sans chez entre vers contre
        depuis pendant avant après et ou mais donc or ni car si que qu qui quoi dont où quand comment
        pourquoi combien quel quelle quels quelles lequel laquelle je j tu il elle on nous vous ils elles me
        m te t se s lui leur leurs mon ma mes ton ta tes son sa ses notre nos votre vos ce c cet cette ces
        cela ça est sont était étaient être été a ont avait avoir eu fait ne n pas plus très aussi y est-ce
        sera""",
    "it": """
        il lo la i gli le l un uno una di a da in con su per tra fra del dello della dei degli delle al allo
        alla ai agli alle dal dalla dai dalle nel nella nei nelle sul sulla sui sulle e ed o ma se che chi
        cui quando dove come perché quanto quanta quanti quante quale quali io tu lui lei noi voi loro mi ti
        si ci vi ne suo sua suoi sue questo questa questi queste quello quella è sono era erano essere stato
        ha hanno aveva avere non più anche cosa""",
    "pt": """
        o a os as um uma uns umas de do da dos das em no na nos nas por pelo pela pelos pelas para com sem
        sobre entre até desde ao à aos às e ou mas se que quem quando onde como porque quanto quanta quantos
        quantas qual quais eu tu ele ela nós eles elas me te lhe seu sua seus suas este esta esse essa isto
        isso aquele é são era eram foi foram ser sido está estão tem têm tinha ter há não mais também já
        muito""",
    "nl": """
        de het een van in op aan met voor door bij uit over onder tussen naar om tot en of maar want als dan
        dat die dit deze wie wat waar wanneer waarom hoe hoeveel welke welk ik jij je hij zij ze wij we u hun
        hen hem haar zijn is was waren ben wordt werd worden heeft hebben had kan niet ook nog al er te""",
    "nb": """
        en et ei den det de i på av til for med om fra ved under over mellom etter før mot uten hos og eller
        men som at hvis når da hvem hva hvor hvorfor hvordan hvilken hvilket hvilke mange mye jeg du han hun
        vi dere meg deg seg ham henne oss dem min din sin sitt sine hans hennes vår deres denne dette disse
        er var være vært blir ble bli blitt har hadde ha kan kunne skal skulle vil ville må ikke også""",
    "da": """
        en et den det de i på af til for med om fra ved under over mellem efter før mod uden og eller men som
        at hvis når da hvem hvad hvor hvorfor hvordan hvilken hvilket hvilke mange meget jeg du han hun vi
        mig dig sig ham hende os dem sin sit sine hans hendes er var være været bliver blev har havde kan
        kunne skal skulle vil ville må ikke også denne dette disse""",
    "sv": """
        en ett den det de i på av till för med om från vid under över mellan efter före mot utan och eller
        men som att om när då vem vad var varför hur vilken vilket vilka många mycket jag du han hon vi mig
        dig sig honom henne oss dem sin sitt sina hans hennes är var vara varit blir blev har hade kan kunde
        ska skulle vill ville måste inte också denna detta dessa""",
    "ro": """
        un o unei unui unor al a ai ale cel cea cei cele de la în din pe cu fără pentru prin spre către
        despre între până după și sau dar ori nici că să dacă ce cine cui care când unde cum cât câtă câți
        câte eu tu el ea noi ei ele îl îi le se și-a lui lor său sa săi sale acest această acesta aceasta
        este e sunt era erau fi fost a au avea avut are nu mai foarte""",
    "ru": """
        и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по ее её мне было вот
        от меня о об из ему теперь когда где куда откуда почему зачем сколько какой какая какое какие каким
        какую каких кто кого кому чем чего чему кем ли если уже или ни быть был была были есть будет них их
        ним мы нам нас вас вам тот эта это этот эти этого той под над при про для до после между через без
        чтобы который которая которое которые которого себя свой свою""",
    "uk": """
        і й та в у на з із зі до за по від о об про для без під над при через між що як коли де куди звідки
        чому скільки який яка яке які хто кого кому чим чого не ні так але або чи він вона воно вони ми ви я
        його її їх це цей ця ці той був була було були є буде""",
    "ar": """
        في من إلى الى على عن مع بين حتى منذ خلال بعد قبل عند لدى ضد حول و أو او ثم لكن بل أن ان إن إذا لو
        كي ما ماذا من متى أين اين كيف لماذا كم أي اي أية هل هو هي هم هما نحن أنا انت أنت هذا هذه ذلك تلك
        هؤلاء الذي التي الذين اللذان ما لا لم لن ليس ليست كان كانت كانوا يكون تكون قد لقد كل بعض غير أيضا
        له لها لهم به بها بهم فيه فيها منه منها عليه عليها عنه عنها التى وقد""",
    "fa": """
        و در به از که این آن را با برای تا بر یا هم نیز اما ولی اگر چه چی چیست کیست که کی کجا کجاست چرا
        چگونه چطور چند چقدر کدام است بود بودند هست هستند شد شده شدند می شود نمی خود او آنها آن ها ما شما من
        تو وی ایشان هر همه هیچ یک بین پس پیش روی زیر درباره مورد توسط کرد کرده کردند دارد دارند داشت ها های
        ای باشد خواهد""",
    "hi": """
        का की के को से में पर ने और या कि जो वह यह ये वे हम तुम आप मैं उस इस उन इन था थी थे है हैं हो होता
        होती गया गई गए किया कौन क्या कब कहाँ कहां क्यों कैसे कितना कितने कितनी किस किसने किसे नहीं भी तक
        एक लिए साथ बाद""",
    "id": """
        yang di ke dari dan atau pada untuk dengan dalam oleh sebagai adalah ialah ini itu tersebut akan
        telah sudah sedang tidak bukan juga saya kamu dia ia kami kita mereka siapa siapakah apa apakah kapan
        kapankah mana dimana dimanakah manakah mengapa kenapa bagaimana bagaimanakah berapa berapakah nya
        para bagi antara seperti karena jika bila""",
    "tr": """
        ve ile bir bu şu o da de ki mi mı mu mü için gibi kadar daha en çok ne kim kimin kime nerede nereye
        nereden zaman neden niçin nasıl kaç hangi ben sen biz siz onlar onun olan olarak oldu var yok değil
        ama veya her""",
    "pl": """
        i w we na z ze do od za po o u dla bez pod nad przy przez między oraz lub albo ale że czy jak kiedy
        gdzie dokąd skąd dlaczego ile kto kogo komu czym co czego jaki jaka jakie który która które nie tak
        jest są był była było były będzie się ten ta to ci te on ona ono oni ich jego jej""",
    "el": """
        ο η το οι τα του της των τον την τους τις ένα ένας μια μία σε στο στη στην στον στα στους στις στης
        από με για προς μετά πριν κατά και ή αλλά αν ότι πως που ποιος ποια ποιο ποιοι ποιες ποιον ποιων
        πότε πού πώς γιατί πόσο πόσα πόσες πόσοι τι ήταν είναι είχε έχει έχουν θα να δεν μη μην αυτό αυτή αυτός
        αυτά αυτές τους""",
    "vi": """
        là của và các những một trong cho với được bị có không này đó khi ở từ đến về ra vào như nào gì ai
        đâu sao bao nhiêu mấy thì mà để do bởi tại vì nếu hay hoặc cũng đã đang sẽ rằng""",
}
_WORDS["no"] = _WORDS["nn"] = _WORDS["nb"]


def stop_words(language: str) -> frozenset[str]:
    """The function words of a language (ISO 639-1), case-folded; empty for a language without a list."""
    # Case folding turns the Greek final sigma into a plain one, in these lists as in the words looked up.
    return frozenset(_WORDS.get(language, "").casefold().split())


def likely_languages(words: Collection[str], languages: Iterable[str]) -> list[str]:
    """Those of ``languages`` that have most function words among ``words``, case-folded: several when equal."""
    known = {language: len(stop_words(language).intersection(words)) for language in languages}
    most = max(known.values(), default=0)
    return [language for language, count in known.items() if count == most]
