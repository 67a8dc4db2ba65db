"""Which forms of a word are one word: by the language of the article they stand in.

A word of an article becomes one stem. English stems stand as they are (`talk`), those of
other languages behind the language (`fr:ecol`), so that no word meets a foreign one by
accident; without a stemmer a word stays as it is (`-:slovo`).

Snowball expects words as they are properly written, readers type `ecole` for `école`. So
a word is stemmed with its accents, and the stem loses them: écoles > écol > ecol. A word
of a query may have been any word that folds to it; it has a stem for each:

    organizacao, organização   ->  pt:organiz (organizações)   pt:organizaca

and stems an article's word could have only by an accent that no rule of its language knows
are those of the word without accents. So two promises hold in every language:

- What is found depends on the folded form alone: `cafe` finds just what `café` finds.
- A word finds itself, whatever its accents: its stem is always one of its folded form's.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import combinations, product

import Stemmer

from search.analysis.clitics import is_hebrew, with_prefixes, without_clitics
from search.analysis.folding import fold, plain, written

#: No stemmer: words are searched for as written.
UNSTEMMED = "-"
#: Hebrew has no stemmer either: its prefixes are added to the words of a query.
HEBREW = "he"
_ENGLISH = ""
_CACHED_WORDS = 200_000

#: Snowball's algorithms by ISO 639 code, with the codes that mean the same; and the accented
#: letters that its rules look for at the end of a word, behind the letter they fold to.
_ALGORITHMS = {
    "ar ara": ("arabic", "اأإآ هة يى"),
    "ca cat": ("catalan", "aà eéè ií oóò uú cç"),
    "cs ces cze": ("czech", "aá eéě ií oó uúů yý cč dď nň rř sš tť zž"),
    "da dan": ("danish", ""),
    "de deu ger": ("german", "aä oö uü"),
    "el ell gre": ("greek", ""),
    "eo epo": ("esperanto", "cĉ gĝ hĥ jĵ sŝ uŭ"),
    "es spa": ("spanish", "aá eé ií oó uúü nñ"),
    "et est": ("estonian", "aä oõö uü"),
    "eu eus baq": ("basque", ""),
    "fa fas per": ("persian", ""),
    "fi fin": ("finnish", "aä oö"),
    "fr fra fre": ("french", "aâ eéè iî"),
    "ga gle": ("irish", "aá eé ií oó uú"),
    "hi hin": ("hindi", ""),
    "hu hun": ("hungarian", "aá eé ií oóöő uúüű"),
    "hy hye arm": ("armenian", ""),
    "id ind": ("indonesian", ""),
    "it ita": ("italian", "aà eèé iì oò uù"),
    "lt lit": ("lithuanian", "aą cč eęė iį sš uųū zž"),
    "ne nep": ("nepali", ""),
    "nl nld dut": ("dutch", "eéë"),
    "no nb nn nor nob nno": ("norwegian", ""),
    "pl pol": ("polish", "aą cć eę lł nń oó sś zźż"),
    "pt por": ("portuguese", "aãáâ eéê ií oõóô uú cç"),
    "ro ron rum": ("romanian", "aăâ iî sș tț"),
    "ru rus": ("russian", ""),
    "sr srp": ("serbian", "cčć sš zž dđ"),
    "st sot": ("sesotho", ""),
    "sv swe": ("swedish", "aåä oö"),
    "ta tam": ("tamil", ""),
    "tr tur": ("turkish", "cç gğ sş"),
    "yi yid": ("yiddish", ""),
}
_HEBREW_CODES = dict.fromkeys(("he", "heb", "iw"), HEBREW)
_LANGUAGES = _HEBREW_CODES | {
    code: codes.split()[0] for codes in _ALGORITHMS for code in codes.split()
}
#: Read as English: a language that is not known; and where words are not parted by spaces,
#: since the words that are, are mostly English.
_AS_ENGLISH = "en eng zh zho chi yue wuu ja jpn ko kor th tha lo lao km khm my mya bur bo bod"
#: Endings are about so long, and hold so many accents that matter.
_ENDING = 7
_MAX_ACCENTS = 2

_ENGLISH_STEMMER = Stemmer.Stemmer("english", _CACHED_WORDS)
#: Stems of dying, lying and tying.
_IRREGULAR = ("die", "lie", "tie")
_FRONT, _BACK = "eöüi", "aouı"
_TO_FRONT, _TO_BACK = str.maketrans("ouı", "öüi"), str.maketrans("i", "ı")


@lru_cache(1024)
def stemming_of(language: str) -> str:
    """Return whose stemming the articles of a language have: "" for English, or `UNSTEMMED`."""
    code = language.strip().lower().replace("_", "-").partition("-")[0]
    if not code or code in _AS_ENGLISH.split():
        return _ENGLISH
    return _LANGUAGES.get(code, UNSTEMMED)


@lru_cache(_CACHED_WORDS)
def stem_of(surface: str, stemming: str = _ENGLISH) -> str:
    """Return the term for a word as it stands in an article, by `stemming_of` its language."""
    form = fold(surface)
    if not stemming:
        return stem(form)
    if stemming in (UNSTEMMED, HEBREW):
        return f"{stemming}:{form}"
    own = _plain_stem(form, stemming)
    spelling = written(surface, stemming)
    if spelling != form:
        accented = _folded_stem(spelling, stemming)
        if accented != own and accented in _stems(form, stemming):
            own = accented
    return f"{stemming}:{own}"


def stems_of(form: str, stemming: str) -> tuple[str, ...]:
    """Return the terms of all words of a language that fold to `form`; one at least."""
    if is_hebrew(form):
        prefix = f"{stemming}:" if stemming else ""
        return tuple(f"{prefix}{each}" for each in with_prefixes(form))
    if not stemming:
        return (stem(form),)
    if stemming in (UNSTEMMED, HEBREW):
        return (f"{stemming}:{form}",)
    return tuple(f"{stemming}:{each}" for each in _stems(form, stemming))


def stemming_of_term(term: str) -> str:
    """Return by whose stemming a stemmed term was made."""
    stemming, colon, _ = term.partition(":")
    return stemming if colon else _ENGLISH


def stem(form: str) -> str:
    """Return the Snowball English stem of a folded form.

    Snowball is used because Whoosh's own stemmer parts `running` from `runs`.
    """
    return _ENGLISH_STEMMER.stemWord(form)  # type: ignore[no-any-return]


def start_of_forms(stemmed: str) -> str:
    """Return what every folded form with this English stem begins with.

    Stemming changes a word at its end (happy, happi) and no more than one letter of what it
    leaves; but for three words of its list of exceptions.
    """
    return stemmed[:1] if stemmed in _IRREGULAR else stemmed[: max(1, len(stemmed) - 1)]


@lru_cache(_CACHED_WORDS)
def _stems(form: str, language: str) -> tuple[str, ...]:
    """The folded stems of all spellings, that of the form without accents first."""
    found = {_plain_stem(form, language): None}
    for spelling in _spellings(form, language):
        found.setdefault(_folded_stem(spelling, language))
    return tuple(found)


def _spellings(form: str, language: str) -> list[str]:
    """Return words that fold to `form`: with accents in its ending, or in harmony."""
    bases = [form, *_harmonic(form)] if language == "tr" else [form]
    letters = _accents(language)
    spellings = bases[1:]
    for base in bases:
        start = max(0, len(base) - _ENDING)
        places = [at for at in range(start, len(base)) if base[at] in letters]
        for count in range(1, _MAX_ACCENTS + 1):
            for chosen in combinations(places, count):
                for accented in product(*(letters[base[at]] for at in chosen)):
                    spelling = list(base)
                    for at, letter in zip(chosen, accented, strict=True):
                        spelling[at] = letter
                    spellings.append("".join(spelling))
    return spellings


def _harmonic(form: str) -> list[str]:
    """Return Turkish spellings in which ı, i, o, ö, u and ü follow the vowels beside them.

    Vowels of a word are all front or all back, and a and e fold to themselves.
    """
    result = []
    for first in ("front", "back"):
        side = next(("front" if c == "e" else "back" for c in form if c in "ae"), first)
        spelling = []
        for char in form:
            if char in "ae":
                side = "front" if char == "e" else "back"
            spelling.append(char.translate(_TO_FRONT if side == "front" else _TO_BACK))
        result.append("".join(spelling))
    return [spelling for spelling in dict.fromkeys(result) if spelling != form]


def _plain_stem(form: str, language: str) -> str:
    return _folded_stem(written(form, language), language)


def _folded_stem(spelling: str, language: str) -> str:
    """Stem, then fold; a stemmer that leaves nothing leaves the word."""
    if language == "ar":
        spelling = without_clitics(spelling)
    return plain(_stemmer(language)(spelling)) or plain(spelling)


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    algorithm = next(name for codes, (name, _) in _ALGORITHMS.items() if language in codes.split())
    # Words are cached here, each with its language.
    stemmed: Callable[[str], str] = Stemmer.Stemmer(algorithm, 0).stemWord
    return stemmed


@cache
def _accents(language: str) -> dict[str, str]:
    row = next(letters for codes, (_, letters) in _ALGORITHMS.items() if language in codes.split())
    return {letters[0]: unicodedata.normalize("NFC", letters[1:]) for letters in row.split()}
