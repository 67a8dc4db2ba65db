"""The written-out tables are what Unicode says."""

from __future__ import annotations

import re
import sys
import unicodedata

from search.analysis.unicode_tables import UNICODE_VERSION, class_of_marks, decimal_digits

EVERY = [chr(code) for code in range(sys.maxunicode + 1)]
SAME_VERSION = unicodedata.unidata_version == UNICODE_VERSION


def test_marks_are_those_of_unicode():
    marks = {char for char in EVERY if unicodedata.category(char) in ("Mn", "Mc")}

    written = set(re.findall(f"[{class_of_marks()}]", "".join(EVERY)))

    # A newer Unicode adds marks, and takes none away.
    assert written == marks if SAME_VERSION else written <= marks


def test_digits_are_those_of_unicode():
    digits = {
        char: str(unicodedata.decimal(char))
        for char in EVERY[128:]
        if unicodedata.category(char) == "Nd"
    }

    written = decimal_digits()

    assert written == digits if SAME_VERSION else written.items() <= digits.items()
