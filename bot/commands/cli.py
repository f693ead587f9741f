"""The commands: ``bot chat``, ``bot preview``, ``bot ask``, ``bot check``, ``bot evaluate``, ``bot run`` and so on.

Only here are settings read and logs configured.
"""

import json
import logging
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console

from bot.commands.opening import feeds_of, followed_library, library_to_serve, open_shown, open_to_serve
from bot.service.garbage import collect_rarely, give_memory_back
from bot.settings import SettingsError, load_settings
from knowledge import KnowledgeError, Library, answer
from knowledge.evaluation.question_files import question_records, unreadable

_LOG = logging.getLogger(__name__)

EXIT_NO_ANSWER = 1
EXIT_ERROR = 2

app = typer.Typer(
    name="bot",
    help="Answers questions about news articles with the articles' own words, cited.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
)

Articles = Annotated[
    Path | None,
    typer.Option(
        "--articles",
        metavar="PATH",
        help="A folder or file with articles (.txt .md .html .json .csv .xml …). Default: KNOWLEDGE_PATH.",
        show_default=False,
    ),
]


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            is_eager=True,
            callback=lambda asked: _print_version(asked=asked),
            help="Print the version.",
        ),
    ] = False,
) -> None:
    """Answers questions about news articles with the articles' own words, cited."""


def main() -> None:
    """Run the command line. Every expected error is one sentence and exit status 2."""
    collect_rarely()
    give_memory_back()
    try:
        app()
    except (SettingsError, KnowledgeError) as error:
        _fail(str(error))


@app.command()
def chat(
    articles: Articles = None,
    language: Annotated[
        str | None,
        typer.Option(
            "--language", metavar="CODE", show_default=False, help="What the bot speaks. Default: English."
        ),
    ] = None,
) -> None:
    """Talk to the bot in this terminal."""
    from bot.commands.terminal import Terminal
    from bot.dialogue.wording.language import LANGUAGES, known, speak

    if language is not None:
        spoken = known(language)
        if spoken is None:
            raise typer.BadParameter(f"the bot speaks {', '.join(LANGUAGES)}", param_hint="--language")
        speak(spoken)
    library = open_shown(load_settings(), articles)
    console = Console(highlight=False, markup=False, emoji=False)
    try:
        Terminal(library, console).run()
    except KeyboardInterrupt:
        console.print()


@app.command()
def preview(
    articles: Articles = None,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="The port on 127.0.0.1; 0 is any that is free.")
    ] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Print the address only.")] = False,
    data: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            show_default=False,
            help="Keep the index and what the admin adds here. Default: a temporary folder.",
        ),
    ] = None,
) -> None:
    """Try the bot in a browser, as in Telegram: the same bot, with a Telegram on this machine."""
    try:
        from bot.commands.previewing import preview_until_stopped
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"starlette", "uvicorn"}:
            raise
        _fail('bot preview needs the extra "preview": pip install verbatim[preview]')
    from bot.preview.running import PreviewError
    from bot.service.errors import ServingError

    try:
        preview_until_stopped(load_settings(), articles, data, port, opens_browser=not no_browser)
    except (ServingError, PreviewError) as error:
        _fail(str(error))


# What is no option may be a filter: -word.
@app.command(context_settings={"ignore_unknown_options": True})
def ask(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="QUESTION", help="The question, with or without quotation marks.", show_default=False
        ),
    ] = None,
    articles: Articles = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
    hits: Annotated[
        int | None,
        typer.Option(
            "--hits",
            metavar="K",
            min=1,
            max=1000,
            show_default=False,
            help="With --json: also the K best passages, whether they answer or not.",
        ),
    ] = None,
    questions: Annotated[
        Path | None,
        typer.Option(
            "--questions",
            metavar="FILE",
            show_default=False,
            allow_dash=True,
            help="With --json: many questions, one JSON object a line with question and, if you like, id; "
            "- reads standard input.",
        ),
    ] = None,
) -> None:
    """Ask one question, or many from a file.

    Exit status: 0 answered (with --questions: all were read), 1 no answer, 2 usage or data error.
    """
    mistaken = [word for word in words or () if word.startswith("--") and " " not in word]
    if mistaken:
        raise typer.BadParameter(f"there is no option {mistaken[0]}")
    question = " ".join(words) if words else None
    if (question is None) == (questions is None):
        raise typer.BadParameter("give either a question or --questions FILE")
    if not as_json and (questions is not None or hits is not None):
        raise typer.BadParameter("--questions and --hits need --json")
    asked = _read_questions(questions) if questions else [_Question(None, question or "")]
    library = open_shown(load_settings(), articles)
    if not as_json:
        raise typer.Exit(_ask_in_words(library, asked[0].text))
    answered = [_print_record(library, one, hits) for one in asked]
    raise typer.Exit(0 if questions or all(answered) else EXIT_NO_ANSWER)


@app.command()
def check(articles: Articles = None) -> None:
    """Show what would be loaded, what is refused and why, and whether settings and token are usable.

    Nothing is changed. Exit status: 0 all is well, 1 something was refused, 2 the bot could not start.
    """
    from bot.commands.check import check_all

    raise typer.Exit(check_all(articles, Console(highlight=False, markup=False, emoji=False)))


@app.command()
def evaluate(
    questions: Annotated[
        Path,
        typer.Argument(
            help='A JSONL file: {"question": "…", "answers": ["…"], "article": "…", "paragraph": 3} a line, '
            'or "answerable": false.',
            show_default=False,
        ),
    ],
    articles: Articles = None,
    compare: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ENGINE",
            show_default=False,
            help="Also compare with: rank-bm25-terms (over the same terms), bm25 (the first stage alone).",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Measure how good the answers are on questions of your own, beside plain rank-bm25."""
    from bot.commands.evaluate import evaluate_all
    from knowledge.evaluation.baselines import BASELINES

    if unknown := set(compare or ()) - BASELINES.keys():
        raise typer.BadParameter(
            f"no engine is called {', '.join(sorted(unknown))}: there are {', '.join(BASELINES)}"
        )
    library = open_shown(load_settings(), articles)
    evaluate_all(questions, library.current, compare or (), as_json=as_json)


@app.command()
def index() -> None:
    """Put the articles together, and bring the base on the cluster of KNOWLEDGE_URL up to date with them.

    Run it again whenever the articles have changed. Bots that serve take the new base within two seconds.
    """
    from bot.commands.indexing import index_all

    index_all(load_settings(), Console(highlight=False, markup=False, emoji=False))


@app.command()
def run() -> None:
    """Serve Telegram, by long polling, or by webhook when BOT_WEBHOOK_URL is set."""
    from bot.fetching.addresses import secrets_in
    from bot.service.errors import ServingError
    from bot.service.health import alive_meanwhile
    from bot.service.logs import configure_logging
    from bot.service.only_one import only_bot_of
    from bot.service.progress import LoggedProgress
    from bot.service.serving import check_store, serve
    from bot.service.signals import ended_by_signals

    settings = load_settings()
    if settings.bot_token is None:
        _fail("BOT_TOKEN is not set: get a token from @BotFather and put it into the environment or .env")
    secrets = (
        settings.bot_token,
        settings.bot_webhook_secret,
        settings.bot_database_url,
        settings.knowledge_url,
    )
    configure_logging(
        settings.bot_log_level,
        [*(s.get_secret_value() for s in secrets if s), *secrets_in(settings.knowledge_feeds)],
    )
    try:
        with ended_by_signals(), only_bot_of(settings.bot_data_dir):
            check_store(settings)
            with alive_meanwhile(settings.bot_data_dir):
                library: Library
                rebuilder = feeds = None
                if settings.knowledge_url is not None:
                    library = followed_library(settings)
                    _LOG.info("opening the base", extra={"source": str(library.source)})
                else:
                    _LOG.info("reading the articles", extra={"source": str(settings.knowledge_path)})
                    library, rebuilder = library_to_serve(settings)
                    feeds = feeds_of(settings)
                try:
                    open_to_serve(library, feeds, LoggedProgress())
                except KnowledgeError:
                    raise
                except Exception as error:
                    _LOG.exception("the articles could not be read")
                    _fail(f"The articles could not be read: {type(error).__name__}")
            for notice in library.notices:
                _LOG.warning("a notice about the index", extra={"reason": notice})
            _LOG.info("articles read", extra={"articles": len(library.current.articles)})
            # What a first question loads: tables of phrases, patterns, words of the same meaning. Otherwise questions
            # that have waited for the start load it at the same time, each of them anew.
            answer(f"When? {library.current.articles[0].title}", library.current)
            serve(settings, library, rebuilder, feeds)
    except ServingError as error:
        _fail(str(error))


@app.command()
def health() -> None:
    """Exit with 0 when a running bot is well, and with 1 and the reason when it is not. For containers."""
    from bot.service.health import pulse

    found = pulse(load_settings().bot_data_dir)
    typer.echo(found.words)
    raise typer.Exit(0 if found.is_well else 1)


@dataclass(frozen=True, slots=True)
class _Question:
    """A question of the command line or of a file; ``id`` is repeated in the answer."""

    id: Any
    text: str


def _ask_in_words(library: Library, question: str) -> int:
    from bot.commands.drawing import draw
    from bot.dialogue.conversation import Conversation

    reply = Conversation(library, commands=False).reply_to(question)
    draw(Console(highlight=False, markup=False, emoji=False), reply, commands=False)
    return 0 if reply.question is not None else EXIT_NO_ANSWER


def _print_record(library: Library, asked: _Question, hits: int | None) -> bool:
    from bot.commands.json_answers import answer_record
    from bot.dialogue.conversation import clean
    from knowledge import Answer
    from knowledge import hits as best_hits

    question = clean(asked.text)
    echoed = asked.text.encode("utf-8", "replace").decode()  # JSON can hold lone surrogates, output cannot
    started = time.perf_counter()
    result = answer(question, library.current)
    milliseconds = 1000 * (time.perf_counter() - started)
    found = best_hits(question, library.current, hits) if hits else None
    record = answer_record(
        result, question=echoed, question_id=asked.id, hits=found, milliseconds=milliseconds
    )
    typer.echo(json.dumps(record, ensure_ascii=False))
    return isinstance(result, Answer)


def _read_questions(path: Path) -> list[_Question]:
    """The questions of a file. Raises KnowledgeError with the line of the first error."""
    try:
        text = (
            sys.stdin.read().removeprefix("\ufeff")
            if str(path) == "-"
            else path.read_text(encoding="utf-8-sig")
        )
    except (OSError, UnicodeError) as error:
        raise KnowledgeError(unreadable(path, error)) from None
    return [
        _Question(record.get("id"), record["question"]) for record, _ in question_records(text, str(path))
    ]


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"verbatim {version('verbatim')}")
        raise typer.Exit


def _fail(sentence: str) -> NoReturn:
    typer.echo(f"bot: {sentence}", err=True)
    raise SystemExit(EXIT_ERROR)
