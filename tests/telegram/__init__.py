"""Telegram as the tests see it: the rules of the Bot API server without the network, and ways to reach them.

``server.py`` holds the state and the rules, ``request.py`` puts them below python-telegram-bot in the same
process, and ``loopback.py`` puts them behind a real HTTP server on 127.0.0.1.
"""
