"""Who may come in: only this machine's browser, by the address that the command printed."""

import secrets
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",  # the token may stand in the address
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_DEFAULT_PORT = 80  # browsers leave it out
# The bot comes in with its own token, which is checked there.
_FOR_THE_BOT = ("/bot", "/file/bot")


class Guard:
    """Lets requests through that name this host and carry the token: in the address once, then in a cookie.

    A page of another name that is made to resolve to this machine sends that name as its host. A page of another port
    sends its own origin, and a cookie that it cannot read.
    """

    def __init__(self, application: ASGIApp, port: int, token: str) -> None:
        self._application = application
        self._host = "127.0.0.1" if port == _DEFAULT_PORT else f"127.0.0.1:{port}"
        self._token = token
        self._cookie = f"preview-{port}"  # cookies know no ports, and there may be two previews

    @property
    def address(self) -> str:
        """The address that lets a browser in."""
        return f"http://{self._host}/?token={self._token}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
            await send(message)

        await (self._refusal(scope) or self._application)(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        """What is said instead of what was asked for; None when it may come in."""
        headers = Headers(scope=scope)
        if headers.get("host") != self._host:
            return PlainTextResponse("This is not the name of the preview.", 421)
        if scope["path"].startswith(_FOR_THE_BOT):
            return None
        if scope["path"] == "/" and (given := parse_qs(scope["query_string"].decode("latin-1")).get("token")):
            return self._entered(given[0])
        if not self._is_known(cookie_parser(headers.get("cookie", "")).get(self._cookie, "")):
            return PlainTextResponse("Open the address that bot preview printed.", 403)
        if scope["method"] not in {"GET", "HEAD"} and headers.get("origin") != f"http://{self._host}":
            return PlainTextResponse("Only the preview's own page may do that.", 403)
        return None

    def _entered(self, given: str) -> Response:
        if not self._is_known(given):
            return PlainTextResponse("Open the address that bot preview printed.", 403)
        answer = RedirectResponse("/", 303)
        answer.set_cookie(self._cookie, self._token, httponly=True, samesite="strict")
        return answer

    def _is_known(self, given: str) -> bool:
        return secrets.compare_digest(given.encode(), self._token.encode())
