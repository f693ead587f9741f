"""What explains the bot: the welcome, help, menus, how a command is used, and what is kept about people."""

from bot.dialogue.wording.amounts import counted

ASK_USAGE = (
    "Write your question after the command: /ask When was the pact signed?\nOr reply with /ask to a message."
)
UNKNOWN_COMMAND = "I do not know that command. /help lists those that I do."
# The menus of commands, by kind of chat.
MENU_PRIVATE = {
    "help": "What I can do",
    "articles": "The list of articles",
    "article": "One article: /article 1, or words of its headline",
    "latest": "The newest articles",
    "timeline": "What was said when: /timeline Iran",
    "brief": "An article in a few of its sentences: /brief 1",
    "quote": "A paragraph: /quote 1 5 (article, paragraph)",
    "ask": "Ask a question, or just write it",
    "subscribe": "Hear of new articles: /subscribe Iran",
    "subscriptions": "What you hear of",
    "settings": "Quotations, quiet hours and more",
    "language": "What language I speak",
    "privacy": "What I keep about you",
    "forget": "Erase what you keep about me",
    "id": "Your numeric id",
}
MENU_GROUP = {
    "ask": "Ask about the articles",
    "help": "What I can do here",
    "subscribe": "Hear of new articles here (admins)",
    "subscriptions": "What this group hears of (admins)",
    "settings": "Quotations, quiet hours and more (admins)",
    "language": "What language I speak here (admins)",
}
MENU_ADMIN = MENU_PRIVATE | {
    "status": "What is loaded, and since when",
    "feeds": "The feeds, and what came of them",
    "reload": "Read the articles again",
    "remove": "Remove an article: /remove 1",
    "restore": "Bring back what was removed: /restore 1",
    "undo": "Take back the last change",
    "log": "Who changed what",
    "unanswered": "What was asked and not answered",
    "stats": "Questions, answers and times",
}
HELP_TERMINAL = """\
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
/quit – leave (or quit, exit, Ctrl-D)

"""
FILTERS = """\
Never needed, but anywhere in a question:
"exact words" – only passages with these words in a row
-word – only passages without the word
source:NAME – only articles of this publisher
after:2023-01-31, before:2023 – only articles from that day on, or from before it
in:3 – only article 3
Alone, source:, after:, before: and in: list their articles."""
HELP_TERMINAL += FILTERS


def start(name: str, articles: int, examples: tuple[str, ...]) -> str:
    """The first message in a private chat, with questions to try."""
    lines = [
        (
            f"I am {name}. I answer questions about {counted(articles, 'article')} with the articles' own words, "
            "quoted and cited. Where they do not answer, I say so."
        ),
    ]
    if examples:
        lines += ["", "Try one of these:", *(f"• {example}" for example in examples)]
    return "\n".join([*lines, "", "/help says what else I can do."])


def help_private(*, is_admin: bool, privacy_mode: str | None) -> str:
    """``/help`` in a private chat."""
    lines = [
        (
            "Write a question, and I reply with the passages that answer it, word for word, with headline, "
            "publisher, date and paragraph. I write nothing about the world myself."
        ),
        "",
        (
            "Ask on right after an answer, or reply to it: I take that as a follow-up. Select words of it, and your "
            "reply is about these. Edit a question, and I edit the answer. Context shows the paragraphs around a "
            "quotation, More the next quotations, Source opens the page."
        ),
        "",
        "/articles – the list of articles; /articles WORDS – those with the words in their headline",
        "/article N or WORDS – one article: headline, facts, first lines",
        "/latest – the newest articles",
        "/timeline WORDS – what the articles say about something, by date",
        "/brief N or WORDS – an article in a few of its sentences",
        "/quote N ¶ – one paragraph of article N",
        "/subscribe WORDS – I tell you of new articles about them; /subscriptions lists and ends that",
        "/settings – how much I quote, quiet hours and more; /language – what I speak",
        "/privacy – what I keep about you; /forget erases it",
        "/id – your numeric id",
        "/help – this text",
        "",
        "In a group: /ask and your question, or /ask as a reply to a message.",
        "",
        FILTERS,
    ]
    if is_admin:
        lines += [
            "",
            "For admins:",
            "/status – what is loaded, and since when",
            "/feeds – the feeds, and what came of them the last time",
            "/reload – read the articles again",
            "/remove N or words of a headline – remove an article",
            "/restore – what was removed; /restore N brings it back",
            "/undo – take back the last change",
            "/log – who changed what",
            "/unanswered – what was asked and not answered, and what was marked wrong",
            "/stats – questions, answers and times",
            "Send or forward documents (.txt, .md, .html, .json, .csv, .docx, .pdf and others), a link, or a long text",
            "with its headline on the first line: I show what it would add, and ask. The caption of a .txt can state",
            "facts, each on a line: source: …, date: …, url: …",
        ]
    if privacy_mode:
        lines += ["", privacy_mode]
    return "\n".join(lines)


def help_group(username: str, privacy_mode: str) -> str:
    """``/help`` in a group."""
    return "\n".join(
        [
            "Ask about the articles, and I reply with their own words:",
            "/ask question – an answer to the question",
            "/ask as a reply to a message – an answer to that message",
            "Reply to one of my messages to ask on. Select some words of it to ask about these.",
            "For admins of this group: /settings, /language, /subscribe and /subscriptions.",
            f"With other bots here, write /ask@{username}.",
            "",
            privacy_mode,
        ]
    )


def inline(username: str) -> str:
    """How to quote the articles in any chat; a part of ``/help`` where inline mode is on."""
    return f"In any other chat: write @{username} and a question, and choose a quotation to send."


def in_private(command: str, address: str) -> str:
    """The line in a group that leads to the private chat, where a command works."""
    return f"/{command} works in our private chat: {address}"


def admin_in_private(command: str) -> str:
    """What an admin is told in private who has sent a command for admins to a group."""
    return f"You sent /{command} to a group. Commands for admins work here alone: please send it to me in this chat."


def privacy_mode(username: str, *, reads_all: bool) -> str:
    """What Telegram shows the bot in groups; ``reads_all`` is ``get_me().can_read_all_group_messages``."""
    if reads_all:
        return (
            f"Privacy mode is off: Telegram shows me every message in a group. I answer /ask, replies to my messages "
            f"and mentions of @{username}, and leave everything else alone, unread and unkept."
        )
    return (
        "Privacy mode is on: in a group Telegram shows me only commands and replies to my messages. "
        f"Use /ask; a plain mention of @{username} does not reach me."
    )


def greeting_group(username: str, privacy: str) -> str:
    """The first message in a group that the bot was added to."""
    return f"Hello! Ask me about the articles with /ask and your question.\n\n{privacy}\n\n/help@{username} says more."


PRIVACY_TERMINAL = "I keep nothing about you: your questions are gone when you leave this conversation."


def privacy(retention_days: float, *, feedback: bool, keeps_unanswered: bool) -> str:
    """``/privacy``: what is kept for how long, who sees it, and how to erase it."""
    days = "1 day" if retention_days == 1 else f"{retention_days:g} days"
    paragraphs = [
        "What I keep about you:",
        (
            "Your message, from its arrival until it is answered, so that it is not lost when I am restarted. Then "
            "its words are erased, and only its number stays for two days. A message that I cannot read stays for "
            f"up to {days}."
        ),
        (
            "The question that an answer belongs to, which passages it quoted, and which of my messages replied "
            f"to which of yours, for {days}, to make follow-ups, edits and the More button work. "
            "Your id and the chat's stand beside it as codes that only I can connect with you. /forget erases all "
            "of it, in every chat."
        ),
    ]
    if feedback:
        paragraphs.append(
            f"What you say of an answer with 👍 or 👎, with its question and what was quoted, for {days}, without your "
            "name. My admins see the questions of answers that were marked with 👎, and not whose they are."
        )
    paragraphs.append(
        f"Questions that I could not answer, for {days}, without your name. My admins see them, and not whose they are."
        if keeps_unanswered
        else "Questions that I could not answer are not kept for anybody to read."
    )
    paragraphs += [
        (
            "I count questions, answering times and what was cited, by day: numbers without words and without ids."
        ),
        (
            "The log holds no questions and no names. What admins send as documents becomes part of the articles; "
            "with it I note the admin's numeric id and the time. I show nothing to any other service: there is "
            "none behind me."
        ),
    ]
    return "\n\n".join(paragraphs)


def your_id(number: int) -> str:
    """``/id``: somebody's numeric id."""
    return f"Your numeric id is {number}. Whoever runs me makes you an admin by adding it to BOT_ADMIN_IDS."


DESCRIPTION = (
    "I answer questions about a set of news articles with the articles' own words, quoted and cited. "
    "Where they do not answer, I say so.\n\nWrite a question, or send /articles for the list."
)
SHORT_DESCRIPTION = "Answers questions about news articles with their own words, quoted and cited."
FORGOTTEN = "Done: what I kept about you is erased. My answers stay in the chats until you delete them there."
NOT_FORGOTTEN = "My memory cannot be changed just now, so nothing was erased. Please try again later."
