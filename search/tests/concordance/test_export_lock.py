from __future__ import annotations

from collections.abc import Iterator

import pytest

from search.concordance.export_lock import BusyError, LockedExport


def lines() -> Iterator[bytes]:
    yield b"a"
    yield b"b"


def broken() -> Iterator[bytes]:
    yield b"a"
    raise ZeroDivisionError


def unable() -> Iterator[bytes]:
    raise ZeroDivisionError


def test_a_turn_yields_the_table_and_lets_the_next_begin():
    turn = LockedExport(lines)
    with pytest.raises(BusyError):
        LockedExport(lines)

    assert list(turn) == [b"a", b"b"]
    assert list(LockedExport(lines)) == [b"a", b"b"]


def test_a_table_that_nobody_read_lets_the_next_begin_once():
    unread = LockedExport(lines)
    unread.close()
    second = LockedExport(lines)
    unread.close()

    with pytest.raises(BusyError):
        LockedExport(lines)
    second.close()


def test_a_table_that_breaks_lets_the_next_begin():
    with pytest.raises(ZeroDivisionError):
        list(LockedExport(broken))
    with pytest.raises(ZeroDivisionError):
        LockedExport(unable)

    assert list(LockedExport(lines)) == [b"a", b"b"]
