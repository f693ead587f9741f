"""The README's picture, drawn from what the bot really sends."""
