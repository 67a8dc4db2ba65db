"""Countries and capitals named in English news: how often is such a name that place?

Run: `python -m benchmarks.places` samples mentions at random, with their context, to be judged
by whoever reads them; `python -m benchmarks.places --judged` counts what was judged
(`results/places.jsonl`: which mention, and whether it is the place; no text).
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.harness.corpora import DEFAULT_FOLDER, articles

JUDGED = Path(__file__).parent / "results" / "places.jsonl"
CORPORA = ("senate_press", "reuters21578")
_SEED = 20260101
_EACH = 50
# Names that are as often something else are left out: Georgia, Jordan, Chad, Washington ...
_COUNTRIES = """
    Andorra; United Arab Emirates; Afghanistan; Albania; Armenia; Angola; Argentina;
    Austria; Australia; Azerbaijan; Bosnia; Barbados; Bangladesh; Belgium; Burkina Faso;
    Bulgaria; Bahrain; Burundi; Benin; Bermuda; Brunei; Bolivia; Brazil; Bahamas; Bhutan;
    Botswana; Belarus; Belize; Canada; Central African Republic; Switzerland; Ivory Coast;
    Chile; Cameroon; China; Colombia; Costa Rica; Cuba; Cape Verde; Cyprus; Czech Republic;
    Germany; Djibouti; Denmark; Dominican Republic; Algeria; Ecuador; Estonia; Egypt;
    Eritrea; Spain; Ethiopia; Finland; Fiji; France; Gabon; United Kingdom; Britain; Ghana;
    Gibraltar; Greenland; Gambia; Greece; Guatemala; Guam; Guyana; Hong Kong; Honduras;
    Croatia; Haiti; Hungary; Indonesia; Ireland; Israel; India; Iraq; Iran; Iceland; Italy;
    Jamaica; Japan; Kenya; Kyrgyzstan; Cambodia; North Korea; South Korea; Kuwait;
    Kazakhstan; Laos; Lebanon; Liechtenstein; Sri Lanka; Liberia; Lesotho; Lithuania;
    Luxembourg; Latvia; Libya; Morocco; Monaco; Moldova; Montenegro; Madagascar; Macedonia;
    Mali; Myanmar; Burma; Mongolia; Mauritania; Malta; Mauritius; Maldives; Malawi; Mexico;
    Malaysia; Mozambique; Namibia; Niger; Nigeria; Nicaragua; Netherlands; Norway; Nepal;
    New Zealand; Oman; Panama; Peru; Papua New Guinea; Philippines; Pakistan; Poland; Puerto
    Rico; Portugal; Paraguay; Qatar; Romania; Serbia; Russia; Rwanda; Saudi Arabia; Sudan;
    Sweden; Singapore; Slovenia; Slovakia; Sierra Leone; Senegal; Somalia; Suriname; El
    Salvador; Syria; Togo; Thailand; Tajikistan; Turkmenistan; Tunisia; Turkey; Trinidad;
    Taiwan; Tanzania; Ukraine; Uganda; United States; Uruguay; Uzbekistan; Venezuela;
    Vietnam; Yemen; South Africa; Zambia; Zimbabwe; Soviet Union; West Germany; East
    Germany; Yugoslavia; Czechoslovakia; Zaire
"""
_CAPITALS = """
    Kabul; Algiers; Buenos Aires; Canberra; Vienna; Baku; Dhaka; Brussels; Brasilia; Sofia;
    Ottawa; Beijing; Peking; Bogota; Havana; Prague; Copenhagen; Cairo; Tallinn; Addis
    Ababa; Helsinki; Paris; Berlin; Bonn; Accra; Athens; Budapest; New Delhi; Jakarta;
    Tehran; Baghdad; Dublin; Jerusalem; Rome; Tokyo; Nairobi; Pyongyang; Seoul; Kuwait City;
    Beirut; Tripoli; Kuala Lumpur; Mexico City; Rabat; Kathmandu; Wellington; Managua;
    Abuja; Oslo; Islamabad; Lima; Manila; Warsaw; Lisbon; Bucharest; Moscow; Riyadh;
    Belgrade; Mogadishu; Pretoria; Madrid; Khartoum; Stockholm; Damascus; Taipei; Bangkok;
    Ankara; Kiev; Kyiv; London; Caracas; Hanoi; Harare; Santiago; Quito; Tunis
"""
_OTHER_NAMES = {
    "Britain": "United Kingdom",
    "Burma": "Myanmar",
    "Peking": "Beijing",
    "Kiev": "Kyiv",
}
_STATES = r"""
    Ala Alaska Alabama Ariz Arizona Ark Arkansas Calif California Colo Colorado Conn
    Connecticut Del Delaware Fla Florida Ga Georgia Idaho Ill Illinois Ind Indiana Iowa Kan
    Kansas Ky Kentucky La Louisiana Maine Md Maryland Mass Mich Michigan Minn Minnesota Miss
    Mississippi Mo Missouri Mont Montana Neb Nebraska Nev Nevada N\. New North South Ohio
    Okla Oklahoma Ore Oregon Pa Pennsylvania R\.I Tenn Tennessee Texas Tex Utah Va Virginia
    Vt Vermont Wash Wis Wisconsin W\. Wyo Wyoming
"""
# Before a name these are no part of another one, as "New" is in "New Mexico".
_MAY_PRECEDE = """
    Ambassador And April August But Central Chancellor December East Eastern February For
    From In January July June King March May Minister Northern November October Of Operation
    Premier President September Southern The West Western With
"""
_MAY_FOLLOW = ("The", "In", "And", "On", "For", "But", "He", "It", "A")
_NAMES = f"{_COUNTRIES};{_CAPITALS}".replace("\n", " ").split(";")
_NAME = re.compile(
    r"(?<![\w.@/-])(?:"
    + "|".join(sorted((re.escape(" ".join(n.split())) for n in _NAMES), key=len, reverse=True))
    + r")(?![\w@/-])(?!\.\w)"
)
_WORD_BEFORE = re.compile(r"(?:^|[\s(\"'])([A-Z][\w.'-]*)[ \n]+$")
_WORD_AFTER = re.compile(r"[ \n]+([A-Z][\w'-]*)")
_STATE_AFTER = re.compile(rf",\s+(?:{'|'.join(_STATES.split())}|[A-Z]{{2}})\b")


class Mention(NamedTuple):
    """A name taken for a place: the characters of a text it stands in, and the place."""

    start: int
    end: int
    place: str


def mentions(text: str) -> Iterator[Mention]:
    """Yield the countries and capitals that a text names, but for names within names."""
    for found in _NAME.finditer(text):
        start, end = found.span()
        after = _WORD_AFTER.match(text, end)
        before = _WORD_BEFORE.search(text[max(0, start - 25) : start])
        if after and after[1] not in _MAY_FOLLOW:  # Paris Hilton
            continue
        if before and before[1] not in _MAY_PRECEDE.split():  # New Mexico
            continue
        if not _STATE_AFTER.match(text, end):  # Lebanon, New Hampshire
            yield Mention(start, end, _OTHER_NAMES.get(found[0], found[0]))


def main() -> None:
    """Show a sample, or count what was judged of one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--judged", action="store_true")
    parser.add_argument("--folder", type=Path, default=DEFAULT_FOLDER)
    options = parser.parse_args()
    if options.judged:
        rows = [json.loads(line) for line in JUDGED.read_text().splitlines()]
        for corpus in CORPORA:
            print(corpus, dict(Counter(row["right"] for row in rows if row["corpus"] == corpus)))
        return
    for corpus in CORPORA:
        texts = (
            (article.number, article.text) for article in articles(corpus, folder=options.folder)
        )
        found = [(number, one, text) for number, text in texts for one in mentions(text)]
        print(f"{corpus}: {len(found):,} mentions")
        for number, one, text in random.Random(_SEED).sample(found, _EACH):
            context = " ".join(text[max(0, one.start - 110) : one.end + 90].split())
            print(f"{number} {one.start} [{one.place}] {context}")


if __name__ == "__main__":
    main()
