"""Words of a byline that are no part of a name: roles, places, organisations, phrases around it."""

from __future__ import annotations

import re
from functools import cache

from corpus.extraction.date_text import MONTH_PATTERN

# "View all posts by Anna Writer", "Posted by Anna Writer on February 4", "Von Anna Writer".
_BEFORE = re.compile(
    r"(?:view (?:all )?(?:posts|articles|stories)(?: by| from)?|(?:more )?(?:posts|articles"
    r"|stories) by"
    r"|(?:posted|published|written|reported|authored|submitted|compiled|created|story|stories"
    r"|text|texts"
    r"|words|reporting|report|article|analysis|opinion|review|interview|column|special|a guest post"
    r"|guest post|post|updated|contributed)(?: and photos?| & photos?)? (?:by|from)"
    r"|(?:by|von|par|por|di|af|av|van|door|från|fra|od|autor(?:in|a|es|en)?|auteure?|autore|author"
    r"|authors?|byline|written by|posted|автор|текст|por la|redactado por|escrito por|texto"
    r"|testo di"
    r"|a cura di|propos recueillis par|ein(?:e)? (?:kommentar|analyse|bericht|interview"
    r"|gastbeitrag) von"
    r"|文|撰文|作者|記者|记者|本报记者|通讯员|编辑|文字|報導|报道|取材|文・?|by:)(?=[\s:：/｜|]))\s*[:：/｜|]?\s*(?=\S)",
    re.IGNORECASE,
)


@cache
def _behind() -> re.Pattern[str]:
    """Phrases behind a name; compiled when first needed, as it holds all names of months."""
    return re.compile(
        rf"\s+(?:on|am|le|el|,)?\s*(?:(?:{MONTH_PATTERN})\b\.? ?\d|\d{{1,2}}[./-]\d|\d{{4}}-\d|"
        rf"\d{{1,2}}\.? (?:{MONTH_PATTERN})\b).*|\s+(?:for|special to|special for"
        rf"|of)\s+(?:the\s+)?[A-Z].*"
        r"|\s+(?i:published|updated|posted)\b.*|\s+(?:at|um|à) \d.*|\s*기자$|\s*记者$"
        r"|\s+reports?\.?$"
        r"|\s*\.{2,}$|\s*…$",
    )


# Those who photographed, translated or edited are not who wrote.
_OTHERS_WORK = re.compile(
    r"\W*(?:photo(?:s|graph(?:s|y|ed)?)?|pictures?|illustrations?|illustrated|graphics?|images?"
    r"|video|videos"
    r"|edited|editing|translated|translation|additional reporting|produced|fotos?|bilder|photos?)"
    r"(?: and \w+)? (?:by|von|par|por|di)\b.*",
    re.IGNORECASE,
)
_CREDENTIALS = re.compile(
    r"(?:[,;]|(?<![,;\s]))\s+(?:ph\.?\s?d|m\.?d|r\.?d|r\.?n|msc|m\.sc|bsc|mph|mba|jd|j\.d|dds|ld|cpt|esq|facp"
    r"|m\.a|b\.a|do|dvm"
    r"|psyd|rdn|cissn|ma|ba)\b\.?(?=\s*(?:[,;]|$))",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r",\s*((?:jr|sr|ii|iii|iv)\b\.?)", re.IGNORECASE)
_ROLE_WORD = (
    r"(?:writers?|reporters?|editors?|correspondents?|columnists?|critics?|photographers?"
    r"|contributors?"
    r"|producers?|journalists?|analysts?|bureau|desk|staff|newsroom|freelancer?|intern|fellow"
    r"|blogger"
    r"|redakteur(?:in)?|korrespondent(?:in)?|journaliste?|rédact(?:eur|rice)|reporter(?:in)?"
    r"|redactora?"
    r"|corresponsal|periodista|redattore|giornalista|inviat[oa]|redacteur|verslaggever"
    r"|корреспондент"
    r"|обозреватель|редактор)"
)
_ROLE = re.compile(
    rf"(?:.*\b{_ROLE_WORD}\b.*|(?:special|exclusive) to\b.*|(?:for|in|at|of)\b.*"
    r"|.*\b(?:chief|professor|director|head of|president|founder|minister|secretary|chair(?:man"
    r"|woman)?"
    r"|spokes(?:man|woman|person)|ceo|cto|lecturer|researcher|economist|lawyer|attorney)\b.*)",
    re.IGNORECASE,
)
_TRAILING_ROLE = re.compile(
    r"(?:(?<!\s)\s+[-–—]\s+.*"
    r"|(?<!\s)\s+(?:(?:(?:the )?associated press|ap|afp|reuters|upi|cnn|bbc|usa today"
    r"|staff|senior|chief"
    r"|foreign|political|economics?|business|sports?|science|health|technology|national|city"
    r"|news|special"
    r"|associate|deputy|managing|contributing|guest|media|entertainment|education|of the)\s+)*"
    rf"{_ROLE_WORD})+$",
    re.IGNORECASE,
)
_ADJECTIVES = (
    "senior|chief|foreign|affairs|political|politics|economic|economics|business|sport|sports"
    "|science"
    "|health|technology|tech|national|international|city|news|special|associate|deputy|managing"
    "|guest"
    "|contributing|media|entertainment|education|diplomatic|defence|defense|security|legal|and"
    "|the|of"
    "|arts|culture|environment|world|local|regional|home|us|uk|opinion|religion|transport|social"
    "|court|crime|staff|data|features|night|weekend|royal|showbiz|lobby|investigations|in|for|at"
    "|our|ap|afp|upi|reuters|cnn|bbc"
)
_NAME_WORDS = 2
_ROLE_ADJECTIVES = frozenset(_ADJECTIVES.split("|"))
_ORGANISATION = re.compile(
    r"\b(?:cnn|cnbc|nbc|abc|cbs|bbc|npr|pbs|msnbc|cbc|ctv|fox news|news|times|post|courier"
    r"|gazette|herald|tribune|journal|chronicle|press|reuters|afp|ap|dpa|upi"
    r"|pti|ani|ians|efe|ansa|tass|xinhua|agenc(?:y|ies|e)|wire|service|services|media|magazine"
    r"|radio|tv"
    r"|television|network|online|daily|weekly|staff|team|board|bureau|desk|newsroom|editors"
    r"|editorial"
    r"|redaktion|redacción|redaccion|redazione|redactie|rédaction|redaksi|company|inc|ltd|llc|gmbh"
    r"|foundation|institute|university|department|ministry|council|association|society|group"
    r"|project"
    r"|committee|commission|union|centre|center|club|studio|studios|blog|reports?|correspondents?"
    r"|contributors?|articles|writers|reporters|digital|nast|publishing|today|express|observer|bulletin"
    r"|sport|sports|school|church|police|court)\b|\.(?:com|org|net|co\.uk)\b",
    re.IGNORECASE,
)
_NOBODY_NAMES = (
    "on|von|por|par|di|by|admin|administrator|none|null|unknown|n/a|na|nan|-|user|guest"
    "|undefined|anonymous|anonym"
    "|staff|editor|editors|editorial|webmaster|root|author|redaktion|redaktori|redacción"
    "|redaccion|redazione|redactie|newsroom|newsdesk|webdesk|web desk|news desk|desk|team|redaksi"
    "|moderator|superuser|nobody|reporter|correspondent|agencies|agency|staff writer"
    "|staff reporter|staff writers|online|website|nat|true|false|[]|{}|by|no author|various|news"
    "|staffreport|staff report|editorial staff"
)
_NOBODY = frozenset(_NOBODY_NAMES.split("|"))
_PLACES_NAMES = (
    "new york|los angeles|san francisco|san diego|hong kong|new delhi|tel aviv|washington dc"
    "|washington d.c.|cape town|buenos aires|são paulo|mexico city|new jersey|new orleans"
    "|las vegas|st. louis|st. petersburg|kuala lumpur|abu dhabi|saudi arabia|south africa"
    "|south korea|north korea|new zealand|united kingdom|united states|united nations"
    "|rio de janeiro|santa monica|d.c.|den haag|the hague|addis ababa|phnom penh|sri lanka"
    "|costa rica|panama city"
)
_PLACES = frozenset(_PLACES_NAMES.split("|"))


def without_frame(text: str) -> str:
    """Text without the phrases before and behind names: "Posted by ... on February 4"."""
    if _OTHERS_WORK.fullmatch(text):
        return ""
    for _ in range(2):
        text = _BEFORE.sub("", text, count=1) if _BEFORE.match(text) else text
    return _behind().sub("", text)


def without_credentials(text: str) -> str:
    """Text without degrees; what belongs to a name stays beside it: "John Writer Jr."."""
    return _CREDENTIALS.sub("", _SUFFIX.sub(r" \1", text))


def without_role(name: str) -> str:
    """A name without the role behind it: "Anna Writer AP Staff Writer"."""
    kept = _TRAILING_ROLE.sub("", name)
    words = kept.casefold().split()
    return kept if len(words) > 1 and not _ROLE_ADJECTIVES.issuperset(words) else name


def is_role(part: str) -> bool:
    """Whether a part of a list tells what somebody is, or for whom, not who."""
    words = part.split()
    # Some people are called so: "Anna Writer".
    if len(words) == _NAME_WORDS:
        return words[0].casefold() in _ROLE_ADJECTIVES and bool(_ROLE.fullmatch(part))
    return bool(_ROLE.fullmatch(part))


def is_place(part: str) -> bool:
    """Whether a part of a list is a place of two words, which look like a name."""
    return part.casefold() in _PLACES


def is_organisation(name: str) -> bool:
    """Whether a name is that of an outlet, agency or office, not of a person."""
    return bool(_ORGANISATION.search(name))


def is_nobody(name: str) -> bool:
    """Whether a name stands for nobody: what systems write where no author is known."""
    return name.casefold().strip(" .") in _NOBODY
