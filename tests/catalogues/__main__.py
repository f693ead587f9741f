"""``python -m tests.catalogues``: bring the catalogues up to the sentences in the code, and say what they lack."""

import sys

from bot.dialogue.wording.language import ENGLISH, LANGUAGES
from tests.catalogues.catalogues import brought_up, missing, read, write


def main() -> int:
    """Write each catalogue anew; the exit status says whether all of them are complete."""
    lacking = 0
    for language in sorted(LANGUAGES.keys() - {ENGLISH}):
        catalogue = brought_up(read(language))
        write(language, catalogue)
        without = missing(catalogue)
        lacking += len(without)
        print(f"{language}: {len(catalogue)} sentences, {len(without)} without a translation")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
