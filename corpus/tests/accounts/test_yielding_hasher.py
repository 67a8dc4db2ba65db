"""Passwords are hashed as Django does, in a thread that gives way to all others."""

from __future__ import annotations

import os
import sys
import threading

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher, check_password, identify_hasher

from corpus.accounts.yielding_hasher import YieldingPasswordHasher, _executor

PLAIN, SALT = "harbour lamps in fog", "a_salt_of_16_byte"


def test_hash_is_that_of_django():
    assert YieldingPasswordHasher().encode(PLAIN, SALT, 10) == PBKDF2PasswordHasher().encode(
        PLAIN, SALT, 10
    )


def test_hashes_made_before_are_still_right(settings):
    settings.PASSWORD_HASHERS = ["corpus.accounts.yielding_hasher.YieldingPasswordHasher"]
    made = PBKDF2PasswordHasher().encode(PLAIN, SALT, 10)

    assert isinstance(identify_hasher(made), YieldingPasswordHasher)
    assert check_password(PLAIN, made)
    assert not check_password("another", made)


@pytest.mark.skipif(sys.platform != "linux", reason="priorities of threads are Linux's")
def test_thread_gives_way():
    executor = _executor(os.getpid())

    niceness = executor.submit(lambda: os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

    assert niceness.result() == min(19, os.getpriority(os.PRIO_PROCESS, 0) + 5)
