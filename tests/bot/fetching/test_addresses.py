"""Which machines may be asked, and what is told of an address."""

import pytest

from bot.fetching.addresses import is_public, secrets_in, shown_address, shown_host


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1",
        "255.255.255.255", "224.0.0.1", "240.0.0.1", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0",
        "fc00::1", "fec0::1", "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::",
        "2002:a00:1::", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1", "localhost", "",
    ],
)  # fmt: skip
def test_machines_that_are_not_on_the_internet_are_not_asked(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "1.1.1.1", "2606:4700::1111", "64:ff9b::101:101"])
def test_machines_on_the_internet_are_asked(address: str) -> None:
    assert is_public(address)


def test_what_may_be_secret_in_an_address_is_not_shown() -> None:
    url = "https://ada:hidden@Bay.example:8443/feed/?key=secret#part"
    assert shown_address(url) == "bay.example/feed?…"
    assert shown_host(url) == "bay.example"
    assert secrets_in([url, "https://bay.example/feed"]) == ["ada:hidden", "hidden", "key=secret"]
    assert shown_address("https://[") == "an address that is none"
