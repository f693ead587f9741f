"""A web server on this machine, and a visitor that may ask it."""

from tests.bot.web_server import other_site, site, web

__all__ = ["other_site", "site", "web"]
