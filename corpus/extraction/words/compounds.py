"""Words that keep their hyphen: "well-known", "re-elected", "twenty-five", "Norhaven-Bressot"."""

from __future__ import annotations

import re

_ADJECTIVES = (
    "long|short|high|low|full|single|double|triple|big|small|large|deep|wide|open|close|hard"
    "|soft|fast|slow|first|second|third|fourth|fifth|last|next|late|early|left|right|north"
    "|south|east|west|far|near|old|new|young|good|bad|best|better|worst|top|back|free|fresh"
    "|ready|home|hot|cold|dry|wet|red|blue|green|black|white|dark|light|round|two|three|four"
    "|five|six|seven|eight|nine|twelve|one|hundred|thousand|million|much|most|more|least|less"
    "|ever|never|once|still|longest|middle|upper|lower|inner|outer|public|private|peace|oil"
    "|coal|world|government|year|day|month|week|hour|mile|foot|inch|church|market|money|tax"
    "|labour|labor"
)
# What follows them in a compound.
_PARTICIPLES = (
    r"(?:.{3,}(?:ed|ing)|known|born|made|worn|grown|held|paid|sold|built|cut|run|led|bred|spoken"
    r"|written"
    r"|drawn|driven|off|out|up|down|in|on|over|away|through|time|term|range|scale|level|class"
    r"|hand|day"
    r"|week|month|year|hour|minute|mile|foot|inch|man|men|page|point|storey|story|thirds"
    r"|quarters|fifths"
    r"|way|year-old|old|tech|speed|rise|profile|ranking|risk|quality|income|interest|end|side"
    r"|side|handed"
    r"|minded|hearted|sighted|lived|standing|running|lasting|distance|west|east|eastern|western"
    r"|rate"
    r"|stage|round|half|floor|place|person|party|century|generation|degree|dimensional|fold|part"
    r"|piece"
    r"|door|seater|wheel|bedroom|star|size|sized|length|page|ever|like|wide|free|proof|based"
    r"|wing|winger"
    r"|guard|line|paper|market|term|time|sea|air|water|ground|government|american|european)"
)
# Second parts that a hyphen joins to whatever goes before.
_ENDS = re.compile(
    r"(?:based|related|funded|owned|backed|oriented|denominated|weighted|sponsored|controlled"
    r"|appointed|resistant|specific|exempt|friendly|strapped|general|making|cutting|sharing"
    r"|fighting"
    r"|breaking|finding|squaring|effective|overdue|induced|minded|ravaged|stricken|hit|passed"
    r"|authorized|authorised|financed|guided|producing|qualified|conscious|ridden|torn|hungry)",
    re.IGNORECASE,
)
_MIN_BEFORE_END = 4
_MIN_ADVERB = 6
# "over-the-counter", "day-to-day"
_MIDDLE = re.compile(
    r"(?:to|on|the|of|in|for|and|by|a|up|or|at|as|than|n|de|du|sur|an|am)-.*", re.I
)
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ONES = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|first|second|third|fourth|fifth|sixth|seventh"
    r"|eighth|ninth|odd|something)"
)
# These begin words as often as compounds: only before a vowel that would run into theirs, or
# before a word that they are always parted from.
_BEFORE_VOWEL = ("re", "co", "pre", "de", "anti", "semi", "multi", "non")
_JOINED_SELF = ("ish", "ishness", "less", "lessness", "same", "hood", "ishly")
_PARTED = {
    "ex": (
        r"(?:president|minister|premier|wife|husband|king|soldier|service(?:man|men)"
        r"|police(?:man|men)|chief|mayor|governor|senator|convict|champion|prime|partner"
        r"|boss|officer|leader|head|director)s?"
    ),
    "vice": (
        r"(?:president|presidents|presidential|presidency|chairman|chair|chancellor"
        r"|admiral|principal|captain|minister|premier|mayor)"
    ),
    "so": r"called",
    "by": (
        r"(?:election|elections|law|laws|product|products|pass|passed|line|lines|stander"
        r"|standers|way)"
    ),
    "half": (
        r"(?:hour|hourly|year|yearly|time|way|mile|million|dozen|century|price|brother"
        r"|sister|open|empty|finished|hearted|dead|mast|day|a|pound|an|past|term|closed"
        r"|built)s?"
    ),
    "all": (
        r"(?:time|round|out|powerful|important|night|day|star|party|american|inclusive"
        r"|white|male|female|russian|union|german|clear|embracing|in)"
    ),
    "cross": (
        r"(?:border|party|country|channel|examine|examined|examination|section|current"
        r"|bench|purposes|cultural|reference|community|fire)"
    ),
    "mid": (
        r"(?:(?:january|february|march|april|may|june|july|august|september|october"
        r"|november|december|century|term|air|year|season|week|morning|afternoon|atlantic"
        r"|sized|range|life|terms|\d.*))"
    ),
    "pro": (
        r"(?:british|german|american|western|russian|government|democracy|war|life|choice"
        r"|european|business|abortion|gun|kremlin|palestinian|israel|israeli|slavery"
        r"|soviet|chinese|union)"
    ),
    "anti": (
        r"(?:war|aircraft|government|semitic|semitism|trust|american|british|german|soviet"
        r"|communist|corruption|abortion|tank|slavery|western|russian|terror|terrorism"
        r"|terrorist|social|immigration|immigrant|nuclear|racism|racist|inflation"
        r"|submarine|missile|apartheid|fascist|imperialist|vaccine|doping|israel|immigrant"
        r"|european|union|tax|drug|drugs)"
    ),
    "post": (
        r"(?:war|mortem|office|election|soviet|communist|cold|graduate|colonial|brexit"
        r"|covid|pandemic|modern|treatment|conflict)"
    ),
    "pre": (
        r"(?:war|election|tax|christmas|eminent|empt|emptive|existing|revolutionary"
        r"|industrial|school|raphaelite|date|dawn|trial)"
    ),
    "non": (
        r"(?:.{4,}(?:tion|ment|ing|ed|al|ous|ent|ant|ary|ic|ive|ence|ance)|profit|stop"
        r"|member|members|party|white|violent|violence|nuclear|british|european|military"
        r"|union|payment|fiction|partisan|starter|league|smoker|smokers|jewish|muslim"
        r"|resident|residents|native|human)"
    ),
    "well": r"(?!ington|s\b|ing\b|ness).{3,}",
    "ill": (
        r"(?:.{3,}ed|fated|advised|will|health|feeling|treatment|timed|gotten|judged"
        r"|fortune|luck|omened|defined|equipped|prepared)"
    ),
    "multi": (
        r"(?:million|billion|national|party|storey|ethnic|racial|cultural|purpose|year"
        r"|lateral)"
    ),
    "semi": (
        r"(?:final|finals|finalist|official|automatic|detached|skilled|independent"
        r"|conscious|permanent|autonomous|circular)"
    ),
    "co": (
        r"(?:op|ops|author|authors|worker|workers|founder|founders|chair|chairman|star"
        r"|pilot|owner|defendant|produced|wrote|written|editor|director|sponsor|sponsored"
        r"|sponsors|existence|ed)"
    ),
    "re": (
        r"(?:elect|elected|election|enter|entered|entry|examine|establish|established"
        r"|emerge|emerged|opened|opening|issued|arrest|arrested|formed|creation|export"
        r"|used|education|enact|evaluate|engage|equip|erect|energise|energize)"
    ),
    "quasi": r".{3,}",
    "pseudo": r".{4,}",
    "neo": r"(?:nazi|nazis|liberal|conservative|classical|colonial|fascist).*",
    "counter": (
        r"(?:attack|attacks|revolution|revolutionary|offensive|terrorism|productive"
        r"|argument|claim|intelligence|espionage|offer|proposal|insurgency)"
    ),
    "socio": r"economic.*",
    "geo": r"political.*",
    "euro": r"(?:zone|sceptic|sceptics|area)",
}
_NATIONS = re.compile(r"(?:anglo|franco|russo|sino|austro|indo|greco|judeo|afro|pan|ultra)", re.I)
_FIRST = re.compile(rf"(?:{_ADJECTIVES})", re.IGNORECASE)
_SECOND = re.compile(rf"{_PARTICIPLES}s?", re.IGNORECASE)
_TEN = re.compile(rf"(?:.*-)?(?:{_TENS})", re.IGNORECASE)
_ONE = re.compile(rf"{_ONES}s?", re.IGNORECASE)
_NAME_PREFIXES = ("mc", "mac", "o'", "o’", "d'", "d’")
_VOWELS = "aeiou"
_MIN_SELF = 3


def is_compound(head: str, tail: str) -> bool:
    """Whether a hyphen between two parts of a word belongs to it."""
    first, second = head.casefold(), tail.casefold()
    if any(map(str.isdigit, head)) or tail[:1].isdigit():
        return True
    if "-" in head or _MIDDLE.fullmatch(tail):  # mother-in-law, over-the-counter
        return True
    if tail[:1].isupper() and not (head.isupper() and len(head) > 1):
        return first not in _NAME_PREFIXES
    runs_on = second[:1] == first[-1] and first[-1] in _VOWELS
    return (runs_on and first in _BEFORE_VOWEL) or _is_usual(first, second)


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and len(word) >= _MIN_ADVERB


def _is_usual(first: str, second: str) -> bool:
    """Whether two parts are of those that a hyphen usually joins."""
    if len(first) >= _MIN_BEFORE_END and (_is_adverb(first) or _ENDS.fullmatch(second)):
        return True
    if first == "self":
        return len(second) >= _MIN_SELF and second not in _JOINED_SELF
    if parted := _PARTED.get(first):
        return bool(re.fullmatch(parted, second))
    if _NATIONS.fullmatch(first):
        return len(second) > _MIN_SELF
    if _TEN.fullmatch(first):
        return bool(_ONE.fullmatch(second))
    return bool(_FIRST.fullmatch(first) and _SECOND.fullmatch(second))
