"""What explains the bot: the welcome, help, menus, how a command is used, and what is kept about people."""

from bot.dialogue.wording.amounts import counted

ASK_USAGE = (
    "Write your question after the command: /ask When was the pact signed?\nOr reply with /ask to a message."
)
ARTICLE_USAGE = "Write the number of an article after the command, as /articles shows it: /article 1"
UNKNOWN_COMMAND = "I do not know that command. /help lists those that I do."
# The menus of commands, by kind of chat.
MENU_PRIVATE = {
    "help": "What I can do",
    "articles": "The list of articles",
    "article": "One article: /article 1",
    "ask": "Ask a question, or just write it",
    "privacy": "What I keep about you",
    "forget": "Erase what you keep about me",
}
MENU_GROUP = {
    "ask": "Ask about the articles",
    "help": "What I can do here",
}
MENU_ADMIN = MENU_PRIVATE | {
    "status": "What is loaded, and since when",
    "feeds": "The feeds, and what came of them",
    "reload": "Read the articles again",
    "remove": "Remove an article: /remove 1",
    "undo": "Take back the last addition or removal",
}
HELP_TERMINAL = """\
Write a question, and I reply with the passages that answer it, word for word.

/articles [PAGE] – the list of articles
/article N – one article: headline, facts, first lines
/context N – quotation N with the paragraphs around it
/more – the next quotations
/reload – read the articles again
/quit – leave (or Ctrl-D)"""


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
        "/articles – the list of articles",
        "/article N – one article: headline, facts, first lines",
        "/privacy – what I keep about you; /forget erases it",
        "/help – this text",
        "",
        "In a group: /ask and your question, or /ask as a reply to a message.",
    ]
    if is_admin:
        lines += [
            "",
            "For admins:",
            "/status – what is loaded, and since when",
            "/feeds – the feeds, and what came of them the last time",
            "/reload – read the articles again",
            "/remove N – remove article N",
            "/undo – take back the last addition or removal",
            "Send a document (.txt, .md, .html, .json, .csv, .docx, .pdf and others) to add or replace articles,",
            "or a link to one.",
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


def privacy(retention_days: float) -> str:
    """``/privacy``: what is kept for how long, and how to erase it."""
    days = "1 day" if retention_days == 1 else f"{retention_days:g} days"
    return "\n".join(
        [
            "What I keep about you:",
            "",
            (
                "Your message, from its arrival until it is answered, so that it is not lost when I am restarted. Then "
                "its words are erased, and only its number stays for two days. A message that I cannot read stays for "
                f"up to {days}."
            ),
            "",
            (
                "The question that an answer belongs to, which passages it quoted, and which of my messages replied "
                f"to which of yours, for {days}, to make follow-ups, edits and the More button work. "
                "Your id and the chat's stand beside it as codes that only I can connect with you. /forget erases all "
                "of it, in every chat."
            ),
            "",
            (
                "The log holds no questions and no names. What admins send as documents becomes part of the articles; "
                "with it I note the admin's numeric id and the time. I show nothing to any other service: there is "
                "none behind me."
            ),
        ]
    )


FORGOTTEN = "Done: what I kept about you is erased. My answers stay in the chats until you delete them there."
NOT_FORGOTTEN = "My memory cannot be changed just now, so nothing was erased. Please try again later."
