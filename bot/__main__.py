"""``python -m bot``."""

from bot.commands.cli import main

if __name__ == "__main__":  # a process that builds the index loads this module too
    main()
