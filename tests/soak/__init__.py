"""The promises of a serving bot, each tried on the real process against a Telegram on this machine."""
