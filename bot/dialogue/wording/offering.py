"""What is said about the documents that admins offer."""

from bot.dialogue.wording.language import Sentence

ALBUM_FORGOTTEN = Sentence("I do not know the other documents any more: please send them again.")
