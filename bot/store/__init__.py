"""The bot's memory, which survives a restart: the journal of updates, and what the bot's messages answered."""
