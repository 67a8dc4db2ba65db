"""Which addresses are asked: the public web's, and no way round that."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.feeds.addresses import Allowed, RefusedError, is_public, target
from corpus.tests.feeds.serving import Names

NOBODY = Allowed.named([])


@pytest.mark.parametrize(
    "address",
    [
        *("8.8.8.8", "93.184.216.34", "2606:4700::1111", "2001:4860:4860::8888"),
        # Carrying a public address.
        *("::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1", "2606:4700::5efe:808:808"),
    ],
)
def test_public_addresses_are_asked(address):
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "192.168.1.1", "0.0.0.1"),
        *("169.254.169.254", "100.64.0.1", "192.0.0.8", "192.0.2.1", "198.18.0.1"),
        *("198.51.100.1", "203.0.113.1", "192.88.99.1", "224.0.0.1", "240.0.0.1"),
        "255.255.255.255",
        *("::", "::1", "::7f00:1", "fe80::1", "fec0::1", "fc00::1", "fd12::1", "ff02::1"),
        *("2001:db8::1", "3fff::1", "100::1", "5f00::1", "2001::1", "64:ff9b:1::808:808"),
        # Carrying one that is not public.
        *("::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:0:7f00:1", "64:ff9b::7f00:1"),
        *("64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a00:1::1", "2606:4700::5efe:7f00:1"),
        "2606:4700::200:5efe:c0a8:101",
    ],
)
def test_others_are_not(address):
    assert not is_public(ip_address(address))


@given(
    st.ip_addresses(network="10.0.0.0/8")
    | st.ip_addresses(network="127.0.0.0/8")
    | st.ip_addresses(network="169.254.0.0/16"),
    st.sampled_from([(0xFFFF << 32, 0), (0x64FF9B << 96, 0), (0x2002 << 112, 80)]),
)
def test_no_wrapping_makes_an_address_public(inner: IPv4Address, wrapping: tuple[int, int]):
    prefix, behind = wrapping

    assert not is_public(IPv6Address(prefix | int(inner) << behind))


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://gazette.example/feed", "file:///etc/passwd", "gopher://gazette.example/"),
        *("javascript:alert(1)", "gazette.example/feed", "//gazette.example/feed", "", "http://"),
        *("http:///feed", "http://name:word@gazette.example/", "http://@gazette.example/"),
        *("http://gazette.example:port/", "http://gazette.example:99999/", "http://[::1/"),
        *("http://gazette.example/a b", "http://gazette.example/\r\nHost: x", "http://a\\@b/"),
        f"http://gazette.example/{'a' * 2000}",
        f"http://{'a' * 64}.example/",
    ],
)
def test_what_is_no_address_of_the_web_is_refused_before_anything_is_looked_up(monkeypatch, url):
    names = Names({"gazette.example": [["8.8.8.8"]]})
    monkeypatch.setattr(socket, "getaddrinfo", names)

    with pytest.raises(RefusedError):
        target(url, NOBODY)

    assert names.looked_up == []


@pytest.mark.parametrize(
    "host",
    [
        *("localhost", "LOCALHOST.", "127.0.0.1", "127.1", "2130706433", "0x7f000001"),
        *("0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0", "[::]"),
        *("169.254.169.254", "[64:ff9b::7f00:1]", "\uff11\uff12\uff17.0.0.1"),
    ],
)
def test_no_spelling_of_this_machine_is_asked(host):
    with pytest.raises(RefusedError, match="not a public address"):
        target(f"http://{host}/feed", NOBODY)


@pytest.mark.parametrize("addresses", [["10.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["::1", "8.8.8.8"]])
def test_name_that_leads_inside_is_refused_wherever_else_it_leads(monkeypatch, addresses):
    monkeypatch.setattr(socket, "getaddrinfo", Names({"gazette.example": [addresses]}))

    with pytest.raises(RefusedError, match=r"gazette\.example is not a public address"):
        target("https://gazette.example/feed", NOBODY)


def test_name_that_leads_nowhere_is_told():
    with pytest.raises(RefusedError, match=r"no host called nowhere\.invalid"):
        target("https://nowhere.invalid/feed", NOBODY)


def test_target_has_what_was_checked(monkeypatch):
    monkeypatch.setattr(
        socket, "getaddrinfo", Names({"gazette.example": [["8.8.8.8", "2606:4700::1111"]]})
    )

    found = target("HTTPS://Gazette.example./Feed?all=1#top", NOBODY)

    assert (found.scheme, found.host, found.port) == ("https", "gazette.example", 443)
    assert (found.path, found.host_header) == ("/Feed?all=1", "gazette.example")
    assert found.addresses == ("8.8.8.8", "2606:4700::1111")


def test_letters_of_all_scripts_are_sent_as_the_web_spells_them(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", Names({"xn--bcher-kva.example": [["8.8.8.8"]]}))

    found = target("http://bücher.example/новости", NOBODY)

    assert found.host == "xn--bcher-kva.example"
    assert found.path == "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"


@pytest.mark.parametrize(("port", "refused"), [(25, True), (22, True), (443, False), (8080, False)])
def test_ports_of_other_services_are_not_asked(monkeypatch, port, refused):
    monkeypatch.setattr(socket, "getaddrinfo", Names({"gazette.example": [["8.8.8.8"]]}))
    url = f"https://gazette.example:{port}/"

    if refused:
        with pytest.raises(RefusedError, match=f"port {port}"):
            target(url, NOBODY)
    else:
        assert target(url, NOBODY).port == port


@pytest.mark.parametrize(
    "name", ["127.0.0.0/8", "127.0.0.1", "intranet.example", "Intranet.Example"]
)
def test_hosts_and_networks_of_ones_own_can_be_allowed(monkeypatch, name):
    monkeypatch.setattr(socket, "getaddrinfo", Names({"intranet.example": [["127.0.0.1"]]}))

    assert target("http://intranet.example/", Allowed.named([name])).addresses == ("127.0.0.1",)


def test_allowing_one_host_allows_no_other(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", Names({"other.example": [["127.0.0.1"]]}))
    allowed = Allowed.named(["intranet.example", "127.0.0.2/32"])

    with pytest.raises(RefusedError):
        target("http://other.example/", allowed)
