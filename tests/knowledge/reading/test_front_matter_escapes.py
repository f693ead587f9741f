"""Front matter that YAML's own reader fails on."""

import pytest

from knowledge.errors import ArticleRefused
from knowledge.reading.markdown import read_markdown


@pytest.mark.parametrize(
    "line", ['title: "\\U00110000"', '"\\UFFFFFFFF": x', 'title: "\\ud83d"', "title: a\ufffeb"], ids=ascii
)
def test_a_character_that_does_not_exist_is_refused_and_nothing_else_is_raised(line: str) -> None:
    with pytest.raises(ArticleRefused) as refused:
        read_markdown(f"---\n{line}\n---\nBody.", "a.md")
    assert "\n" not in str(refused.value)
