"""Buttons: what they carry, how that is written, and that whatever comes back is either known or refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.buttons import (
    CHOICES,
    LONGEST_DATA,
    VERDICTS,
    Action,
    AddDocument,
    Cancel,
    Choose,
    ChooseRemoval,
    EndSubscription,
    ExportMissing,
    Rate,
    RemoveArticle,
    RestoreArticle,
    ShowArticle,
    ShowContext,
    ShowMore,
    ShowPage,
    ShowSettings,
    TakeLoss,
    UndoChange,
    UnknownButton,
    encode,
    parse,
)

KEYS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", min_size=8, max_size=8)
NUMBERS = st.integers(0, 999_999_999)
ACTIONS: st.SearchStrategy[Action] = st.one_of(
    KEYS.map(ShowContext),
    st.builds(ShowMore, st.integers(0, 99), st.lists(KEYS, min_size=1, max_size=7).map(tuple)),
    NUMBERS.map(ShowPage),
    KEYS.map(ShowArticle),
    st.text("0123456789abcdef", min_size=32, max_size=32).map(AddDocument),
    KEYS.map(RemoveArticle),
    st.text("0123456789abcdef", min_size=32, max_size=32).map(TakeLoss),
    KEYS.map(ChooseRemoval),
    st.text("0123456789abcdef", min_size=16, max_size=16).map(RestoreArticle),
    st.text("0123456789abcdef", min_size=16, max_size=16).map(UndoChange),
    st.just(Cancel()),
    st.sampled_from(list(VERDICTS)).map(Rate),
    st.builds(Choose, st.sampled_from(list(CHOICES)), st.sampled_from(["", "es", "1"])),
    st.sampled_from(["all", "language"]).map(ShowSettings),
    KEYS.map(EndSubscription),
    st.sampled_from(["csv", "jsonl"]).map(ExportMissing),
)


@given(ACTIONS)
def test_what_a_button_carries_comes_back(action: Action) -> None:
    assert parse(encode(action)) == action


@pytest.mark.parametrize(
    ("action", "data"),
    [
        (ShowContext("abcdefgh"), "c:abcdefgh"),
        (ShowMore(4, ("abcdefgh", "ijklmnop")), "m:4:abcdefghijklmnop"),
        (ShowPage(2), "a:2"),
        (Choose("language", "es"), "s:l:es"),
        (Choose("quiet", "22-7"), "s:q:22-7"),
        (ShowSettings("all"), "sp:all"),
        (EndSubscription("abcdefgh"), "ns:abcdefgh"),
        (ShowArticle("abcdefgh"), "v:abcdefgh"),
        (AddDocument("0" * 32), f"d:{'0' * 32}"),
        (RemoveArticle("abcdefgh"), "r:abcdefgh"),
        (TakeLoss("0" * 32), f"l:{'0' * 32}"),
        (Cancel(), "x:"),
        (Rate("good"), "o:+"),
        (Rate("bad"), "o:-"),
        (Rate("wrong"), "o:p"),
        (Rate("missing"), "o:n"),
        (ExportMissing("csv"), "ex:csv"),
        (ExportMissing("jsonl"), "ex:jsonl"),
        (ChooseRemoval("abcdefgh"), "rc:abcdefgh"),
        (RestoreArticle("0" * 16), f"rb:{'0' * 16}"),
        (UndoChange("0" * 16), f"ud:{'0' * 16}"),
    ],
)
def test_buttons_that_were_sent_long_ago_still_mean_the_same(action: Action, data: str) -> None:
    assert encode(action) == data
    assert parse(data) == action


@given(st.text(max_size=80))
def test_other_data_is_refused_and_never_misread(data: str) -> None:
    try:
        action = parse(data)
    except UnknownButton:
        return
    if len(data.encode()) <= LONGEST_DATA and not any(c.isdigit() for c in data):
        assert encode(action) == data


@pytest.mark.parametrize(
    "data",
    [
        "",
        "c",
        "c:",
        "x",
        "x:1",
        "a:",
        "a:-1",
        "a:1e3",
        "a:1234567890",
        "m:4",
        "m:4:abc",
        "z:1",
        "f:",
        "f:x",
        "ex:",
        "ex:pdf",
    ],
)
def test_malformed_data_is_refused(data: str) -> None:
    with pytest.raises(UnknownButton):
        parse(data)


def test_data_that_telegram_would_refuse_is_never_made() -> None:
    with pytest.raises(ValueError, match="64 bytes"):
        encode(ShowMore(4, ("abcdefgh",) * 8))
