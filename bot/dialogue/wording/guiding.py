"""What explains the bot: the welcome, help, menus, how a command is used, and what is kept about people."""

from bot.dialogue.wording.language import Sentence, decimal, say, say_counted

ASK_USAGE = Sentence(
    "Write your question after the command: /ask When was the pact signed?\nOr reply with /ask to a message."
)
UNKNOWN_COMMAND = Sentence("I do not know that command. /help lists those that I do.")
# The menus of commands, by kind of chat.
MENU_PRIVATE = {
    "help": Sentence("What I can do"),
    "articles": Sentence("The list of articles"),
    "article": Sentence("One article: /article 1, or words of its headline"),
    "latest": Sentence("The newest articles"),
    "timeline": Sentence("What was said when: /timeline Iran"),
    "brief": Sentence("An article in a few of its sentences: /brief 1"),
    "quote": Sentence("A paragraph: /quote 1 5 (article, paragraph)"),
    "ask": Sentence("Ask a question, or just write it"),
    "subscribe": Sentence("Hear of new articles: /subscribe Iran"),
    "subscriptions": Sentence("What you hear of"),
    "settings": Sentence("Quotations, quiet hours and more"),
    "language": Sentence("What language I speak"),
    "privacy": Sentence("What I keep about you"),
    "forget": Sentence("Erase what you keep about me"),
    "id": Sentence("Your numeric id"),
}
MENU_GROUP = {
    "ask": Sentence("Ask about the articles"),
    "help": Sentence("What I can do here"),
    "subscribe": Sentence("Hear of new articles here (admins)"),
    "subscriptions": Sentence("What this group hears of (admins)"),
    "settings": Sentence("Quotations, quiet hours and more (admins)"),
    "language": Sentence("What language I speak here (admins)"),
}
MENU_ADMIN = MENU_PRIVATE | {
    "status": Sentence("What is loaded, and since when"),
    "feeds": Sentence("The feeds, and what came of them"),
    "reload": Sentence("Read the articles again"),
    "remove": Sentence("Remove an article: /remove 1"),
    "restore": Sentence("Bring back what was removed: /restore 1"),
    "undo": Sentence("Take back the last change"),
    "log": Sentence("Who changed what"),
    "unanswered": Sentence("What was asked and not answered"),
    "stats": Sentence("Questions, answers and times"),
}
_HELP_TERMINAL = Sentence(
    """\
Write a question, and I reply with the passages that answer it, word for word.

/articles [PAGE or WORDS] – the list of articles, or those with the words in their headline
/article N or WORDS – one article: headline, facts, first lines
/latest – the newest articles
/timeline WORDS – what the articles say about something, by date
/brief N or WORDS – an article in a few of its sentences
/quote N ¶ – one paragraph of article N
/context N – quotation N with the paragraphs around it
/more – the next quotations; /next and /back turn pages
/copy N – quotation N, with where it stands, to the clipboard
/reload – read the articles again
/quit – leave (or quit, exit, Ctrl-D)"""
)
FILTERS = Sentence(
    """\
Never needed, but anywhere in a question:
"exact words" – only passages with these words in a row
-word – only passages without the word
source:NAME – only articles of this publisher
after:2023-01-31, before:2023 – only articles from that day on, or from before it
in:3 – only article 3
Alone, source:, after:, before: and in: list their articles."""
)


def help_terminal() -> str:
    """``/help`` in the terminal."""
    return f"{_HELP_TERMINAL()}\n\n{FILTERS()}"


def start(name: str, articles: int, examples: tuple[str, ...]) -> str:
    """The first message in a private chat, with questions to try."""
    lines = [
        say_counted(
            "I am {name}. I answer questions about {count} article with the articles' own words, quoted and cited. "
            "Where they do not answer, I say so.",
            "I am {name}. I answer questions about {count} articles with the articles' own words, quoted and cited. "
            "Where they do not answer, I say so.",
            articles,
            name=name,
        )
    ]
    if examples:
        lines += ["", say("Try one of these:"), *(f"• {example}" for example in examples)]
    return "\n".join([*lines, "", say("/help says what else I can do.")])


def help_private(*, is_admin: bool, privacy_mode: str | None) -> str:
    """``/help`` in a private chat."""
    lines = [
        say(
            "Write a question, and I reply with the passages that answer it, word for word, with headline, "
            "publisher, date and paragraph. I write nothing about the world myself."
        ),
        "",
        say(
            "Ask on right after an answer, or reply to it: I take that as a follow-up. Select words of it, and your "
            "reply is about these. Edit a question, and I edit the answer. Context shows the paragraphs around a "
            "quotation, More the next quotations, Source opens the page."
        ),
        "",
        say("/articles – the list of articles; /articles WORDS – those with the words in their headline"),
        say("/article N or WORDS – one article: headline, facts, first lines"),
        say("/latest – the newest articles"),
        say("/timeline WORDS – what the articles say about something, by date"),
        say("/brief N or WORDS – an article in a few of its sentences"),
        say("/quote N ¶ – one paragraph of article N"),
        say("/subscribe WORDS – I tell you of new articles about them; /subscriptions lists and ends that"),
        say("/settings – how much I quote, quiet hours and more; /language – what I speak"),
        say("/privacy – what I keep about you; /forget erases it"),
        say("/id – your numeric id"),
        say("/help – this text"),
        "",
        say("In a group: /ask and your question, or /ask as a reply to a message."),
        "",
        FILTERS(),
    ]
    if is_admin:
        lines += [
            "",
            say("For admins:"),
            say("/status – what is loaded, and since when"),
            say("/feeds – the feeds, and what came of them the last time"),
            say("/reload – read the articles again"),
            say("/remove N or words of a headline – remove an article"),
            say("/restore – what was removed; /restore N brings it back"),
            say("/undo – take back the last change"),
            say("/log – who changed what"),
            say("/unanswered – what was asked and not answered, and what was marked wrong"),
            say("/stats – questions, answers and times"),
            say(
                "Send or forward documents (.txt, .md, .html, .json, .csv, .docx, .pdf and others), a link, or a long "
                "text with its headline on the first line: I show what it would add, and ask. The caption of a .txt "
                "can state facts, each on a line: source: …, date: …, url: …"
            ),
        ]
    if privacy_mode:
        lines += ["", privacy_mode]
    return "\n".join(lines)


def help_group(username: str, privacy_mode: str) -> str:
    """``/help`` in a group."""
    return "\n".join(
        [
            say("Ask about the articles, and I reply with their own words:"),
            say("/ask question – an answer to the question"),
            say("/ask as a reply to a message – an answer to that message"),
            say("Reply to one of my messages to ask on. Select some words of it to ask about these."),
            say("For admins of this group: /settings, /language, /subscribe and /subscriptions."),
            say("With other bots here, write /ask@{username}.", username=username),
            "",
            privacy_mode,
        ]
    )


def inline(username: str) -> str:
    """How to quote the articles in any chat; a part of ``/help`` where inline mode is on."""
    return say(
        "In any other chat: write @{username} and a question, and choose a quotation to send.",
        username=username,
    )


def in_private(command: str, address: str) -> str:
    """The line in a group that leads to the private chat, where a command works."""
    return say("{command} works in our private chat: {address}", command=f"/{command}", address=address)


def admin_in_private(command: str) -> str:
    """What an admin is told in private who has sent a command for admins to a group."""
    return say(
        "You sent {command} to a group. Commands for admins work here alone: please send it to me in this chat.",
        command=f"/{command}",
    )


def offered_in_private(group: str) -> str:
    """What an admin is told in private who has sent what may be added to a group; ``group`` is its title."""
    return say(
        "I take documents, links and articles here alone: please send me in this chat what you sent to “{group}”.",
        group=group,
    )


def privacy_mode(username: str, *, reads_all: bool) -> str:
    """What Telegram shows the bot in groups; ``reads_all`` is ``get_me().can_read_all_group_messages``."""
    if reads_all:
        return say(
            "Privacy mode is off: Telegram shows me every message in a group. I answer /ask, replies to my messages "
            "and mentions of @{username}, and leave everything else alone, unread and unkept.",
            username=username,
        )
    return say(
        "Privacy mode is on: in a group Telegram shows me only commands and replies to my messages. "
        "Use /ask; a plain mention of @{username} does not reach me.",
        username=username,
    )


def greeting_group(username: str, privacy: str) -> str:
    """The first message in a group that the bot was added to."""
    hello = say("Hello! Ask me about the articles with /ask and your question.")
    return "\n\n".join((hello, privacy, say("/help@{username} says more.", username=username)))


PRIVACY_TERMINAL = Sentence(
    "I keep nothing about you: your questions are gone when you leave this conversation."
)


def privacy(retention_days: float, *, feedback: bool, keeps_unanswered: bool) -> str:
    """``/privacy``: what is kept for how long, who sees it, and how to erase it."""
    days = _days(retention_days)
    paragraphs = [
        say("What I keep about you:"),
        say(
            "Your message, from its arrival until it is answered, so that it is not lost when I am restarted. Then "
            "its words are erased, and only its number stays for two days. A message that I cannot read stays for "
            "up to {days}.",
            days=days,
        ),
        say(
            "The question that an answer belongs to, which passages it quoted, and which of my messages replied "
            "to which of yours, for {days}, to make follow-ups, edits and the More button work. "
            "Your id and the chat's stand beside it as codes that only I can connect with you. /forget erases all "
            "of it, in every chat.",
            days=days,
        ),
    ]
    if feedback:
        paragraphs.append(
            say(
                "What you say of an answer with 👍 or 👎, with its question and what was quoted, for {days}, without "
                "your name. My admins see the questions of answers that were marked with 👎, and not whose they are.",
                days=days,
            )
        )
    paragraphs.append(
        say(
            "Questions that I could not answer, for {days}, without your name. My admins see them, and not whose "
            "they are.",
            days=days,
        )
        if keeps_unanswered
        else say("Questions that I could not answer are not kept for anybody to read.")
    )
    paragraphs += [
        say(
            "I count questions, answering times and what was cited, by day: numbers without words and without ids."
        ),
        say(
            "The log holds no questions and no names. What admins send as documents becomes part of the articles; "
            "with it I note the admin's numeric id and the time. I show nothing to any other service: there is "
            "none behind me."
        ),
    ]
    return "\n\n".join(paragraphs)


def _days(days: float) -> str:
    if days == int(days):
        return say_counted("{count} day", "{count} days", int(days))
    return say("{days} days", days=decimal(days, 1))


def your_id(number: int) -> str:
    """``/id``: somebody's numeric id."""
    return say(
        "Your numeric id is {number}. Whoever runs me makes you an admin by adding it to BOT_ADMIN_IDS.",
        number=str(number),
    )


DESCRIPTION = Sentence(
    "I answer questions about a set of news articles with the articles' own words, quoted and cited. "
    "Where they do not answer, I say so.\n\nWrite a question, or send /articles for the list."
)
SHORT_DESCRIPTION = Sentence("Answers questions about news articles with their own words, quoted and cited.")
FORGOTTEN = Sentence(
    "Done: what I kept about you is erased. My answers stay in the chats until you delete them there."
)
NOT_FORGOTTEN = Sentence(
    "My memory cannot be changed just now, so nothing was erased. Please try again later."
)
