"""How much time and memory reading one file may take, and what no article has.

Anyone may send a file to an admin or put one into the source, and the parsers are not made for hostile ones: some take
quadratic time, some a hundred times the file's size in memory. The counts below refuse the known shapes at once. The
time and the memory are the net for all others: ``separate_process`` ends whatever exceeds them.
"""

from typing import NamedTuple

_MIB = 1024 * 1024

# Of a page. The longest pages of encyclopaedias have 20,000 elements. Finding the article in 50,000 takes 4 to 11 s.
MOST_ELEMENTS = 30_000
# Of one element. Pages use a few dozen. The HTML parser compares each attribute with all others: 40,000 take 3 s.
MOST_ATTRIBUTES = 250
# Of "<" that begin no tag. Some pages have a few dozen in formulas; the parser takes quadratic time over long runs.
MOST_STRAY_BRACKETS = 5_000
# Of links in one page, of elements inside each other, and of the steps from the root to each element, there and back.
# Whatever looks for the article goes through the links below each element: 10,000 of them 100 deep take 5 s. Of 1,900
# public pages none has more than 2,300, 43 and 290,000.
MOST_LINKS = 6_000
DEEPEST_NESTING = 250
MOST_STEPS = 1_200_000
# Characters of one <meta> element. Some frameworks keep their settings in one, with a few thousand characters. The time
# is quadratic: 20,000 times "<" take 0.4 s, 200,000 more than a minute.
LONGEST_META = 20_000

# Of an article's text. A book of two million characters has about 40,000; 100,000 paragraphs of Markdown take 5 s.
MOST_LINES = 100_000
# Of "[", "*", "_", "`", "<" and the like in Markdown, each of which can begin a markup: 50,000 take up to 2 s.
MOST_MARKS = 50_000

# Of a file of records. In a file of the largest size they have 268 bytes each on average.
MOST_RECORDS = 2_000_000
# Refused records of one file that are reported one by one. Nobody reads more, and every index keeps the report.
MOST_REPORTED = 1_000

# Notes of one file about one field, which are usually the same for each record.
MOST_NOTED = 20


class Limits(NamedTuple):
    """What reading one file may take. Files of records are measured anew while records come out of them.

    ``computing`` is in seconds of processor time: a file that takes more is refused until it changes. The largest real
    pages and books take 2 s. ``waiting`` is in seconds on the clock, for a process that hangs or a machine that is
    busy, so that such a file is tried again at the next reload. ``memory`` is in bytes of address space, above what the
    process has at its start. Loading the parsers takes 240 MiB of it, a page with 5 MB of text 180 MiB, a book less.
    """

    computing: float = 8.0
    waiting: float = 15.0
    memory: int = 768 * _MIB

    def of(self, size: int) -> "Limits":
        """The limits for a file of ``size`` bytes: some files of records are large.

        Parsing JSON takes 10 ms a MiB, and the text and its lines eight times the file's size at most.
        """
        more = size / _MIB / 10
        return Limits(self.computing + more, self.waiting + more, self.memory + 8 * size)


LIMITS = Limits()
