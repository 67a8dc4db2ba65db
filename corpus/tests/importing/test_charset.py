"""Bytes to text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.importing.charset import decode, repair, tidy
from corpus.importing.source_file import UnreadableError

RUSSIAN = (
    "Министр иностранных дел прибыл в столицу в пятницу. Переговоры начались сразу после "
    "обеда и продолжались до позднего вечера, сообщили в посольстве.\n"
)
FRENCH = (
    "Le ministre des Affaires étrangères a été reçu à l’Élysée vendredi. Les négociations "
    "ont déjà commencé, a précisé un porte-parole du gouvernement français à la presse.\n"
)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Żółw — naïve".encode(), "Żółw — naïve"),
        (b"\xef\xbb\xbfTalks", "Talks"),
        ("Talks à Genève".encode("utf-16"), "Talks à Genève"),
        (b"\xfe\xff" + "Talks".encode("utf-16-be"), "Talks"),
        ("Talks in Geneva".encode("utf-16-le"), "Talks in Geneva"),
        ("Talks in Geneva".encode("utf-16-be"), "Talks in Geneva"),
        ("Talks".encode("utf-32"), "Talks"),
        (b"one\r\ntwo\rthree", "one\ntwo\nthree"),
        (b"form\x0cfeed", "form\x0cfeed"),
        (b"bell\x07 rings", "bell rings"),
        (b"a \xed\xa0\xbd\xed\xb8\x80 smile", "a \U0001f600 smile"),
    ],
)
def test_decode_reads_unicode_and_plain_line_ends(data, text):
    assert decode(data) == text


@pytest.mark.parametrize("encoding", ["koi8-r", "cp1251"])
def test_decode_reads_legacy_russian(encoding):
    assert decode((RUSSIAN * 3).encode(encoding)) == RUSSIAN * 3


_BALTIC = "Ministri otrdien vienojās dalīt jaunās plūdmaiņu barjeras izmaksas Nordhāvenas ostā.\n"
_THAI = "รัฐมนตรีจากสิบเอ็ดรัฐชายฝั่งตกลงเมื่อวันอังคารที่จะแบ่งค่าใช้จ่ายของเขื่อนกั้นน้ำ\n"
_CZECH = "Ministři pobřežních států se v úterý dohodli, že se podělí o náklady na bariéru.\n"
_ROMANIAN = "Miniştrii au convenit marţi să împartă costul unei noi bariere în portul Norhaven.\n"
_UKRAINIAN = "Міністри прибережних держав домовилися у вівторок розділити вартість бар'єру.\n"
_JAPANESE = "大臣は火曜日、ノルハーベン港の新しい防潮堤の費用を分担することで合意した。\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (_BALTIC, "cp1257"),
        (_THAI, "cp874"),
        (_CZECH, "cp1250"),
        (_CZECH, "iso8859_2"),
        (_ROMANIAN, "cp1250"),
        (_UKRAINIAN, "koi8_u"),
        (_JAPANESE, "iso2022_jp"),
        (_JAPANESE, "shift_jis"),
    ],
)
def test_decode_reads_other_legacy_encodings(text, encoding):
    assert decode((text * 3).encode(encoding)) == text * 3


def test_decode_reads_windows_french():
    assert decode((FRENCH * 3).encode("cp1252")) == FRENCH * 3


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (
            "El año pasado los niños compraron más juguetes; la señora Núñez acompañó a su "
            "hermano por la mañana, según dijo la compañía.\n",
            "cp1252",
        ),
        (
            "Os ministros reuniram-se na sexta-feira na cidade portuária e não chegaram a um "
            "acordo; a situação é difícil, disse o porta-voz, mas as negociações continuarão.\n",
            "cp1252",
        ),
        (
            "A külügyminiszterek pénteken három órán át tárgyaltak a városban, és "
            "megállapodtak, hogy tavasszal újra találkoznak. Az időpontról később döntenek.\n",
            "cp1250",
        ),
        (
            "Ministrowie spotkali się w piątek w mieście portowym i uzgodnili, że spotkają się "
            "ponownie wiosną. Żaden z nich nie chciał mówić o szczegółach.\n",
            "cp1250",
        ),
        (
            "Dışişleri bakanları cuma günü liman kentinde üç saat görüştü ve ilkbaharda yeniden "
            "buluşmaya karar verdi, dedi sözcü. Şimdilik bir anlaşma yok.\n",
            "cp1254",
        ),
    ],
    ids=["Spanish", "Portuguese", "Hungarian", "Polish", "Turkish"],
)
def test_decode_tells_the_code_pages_of_latin_letters_by_the_language(text, encoding):
    assert decode(text.encode(encoding)) == text


def test_decode_keeps_the_rest_of_utf8_with_a_broken_byte():
    assert decode((RUSSIAN * 3).encode() + b"\xd0") == RUSSIAN * 3 + "\ufffd"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty file"),
        (b" \n\t\n", "empty file"),
        (b"some\x00text", "NUL"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG image"),
        (bytes(range(1, 256)) * 4, "binary data"),
        (b"text \x01\x02\x03\x04\x05\x06", "binary data"),
        (b"half \xed\xa0\xbd of a pair", "lone surrogates"),
        (b"\xff\xfea\x00\x00\xd8b\x00", "broken UTF-16"),
    ],
)
def test_decode_names_what_is_no_text(data, reason):
    with pytest.raises(UnreadableError, match=reason):
        decode(data)


def test_tidy_refuses_lone_surrogates():
    with pytest.raises(UnreadableError, match="lone surrogates"):
        tidy("half a pair: \ud83d")


@given(st.binary(max_size=400))
def test_decode_gives_storable_text_or_a_reason(data):
    try:
        text = decode(data)
    except UnreadableError:
        return
    assert "\x00" not in text
    assert "\r" not in text
    assert text.encode("utf-8").decode() == text


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("the ministerâ€™s car", "the minister’s car"),
        ("â€œTalksâ€\x9d", "“Talks”"),
        ("GenÃ¨ve", "Genève"),
        ("“Talks” stay ‘curly’", "“Talks” stay ‘curly’"),
        ("Ça va à Århus", "Ça va à Århus"),
    ],
)
def test_repair_undoes_wrong_decoding_and_nothing_else(broken, whole):
    assert repair(broken) == whole
