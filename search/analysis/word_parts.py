"""Which two words side by side may be one, and how long numbers are written in groups."""

from __future__ import annotations

from functools import cache

_MIN_PART = 3
# First parts that are no word of their own, or that stand apart now and then.
_FIRST = (
    "co re de ex e x u t pre non pro anti multi inter semi mid post sub super ultra over under "
    "un bi tri neo mini micro macro counter cyber eco euro geo bio tele trans vice self off on "
    "after air"
)
# Words so common that two of them side by side are no word: may be, any one, in to.
_FUNCTION = (
    "a about above also am an and any are as at back be been before behind being below between "
    "both but by can could did do does done down each else even ever every few for from get go "
    "got had has have he her here hers him his how i if in into is it its just less like made "
    "make many may me might more most much must my near never no none nor not now of off on "
    "once one only onto or other our out over per put same shall she should so some such than "
    "that the their them then there these they this those to too two under until up us very was "
    "we went were what when where which while who whom whose why will with within would yes yet "
    "you your auf aus bei das dem den der des ein eine für hin ich ihr mit nach nur sie und uns "
    "vom von vor wer wie zum zur aber auch dann dass doch ihm ihn ist nicht noch oder sich sind "
    "über une les des aux par pas plus pour que qui sur est son ses dans avec sans del las los "
    "con por una uno che non per gli dal nel het een van voor niet och att det som men til med"
)
# ... but for those that make a noun of a verb: shutdown, take-over.
_PARTICLES = frozenset(("up", "down", "out", "over", "off", "back", "away"))
_FIRST_PARTS = frozenset(_FIRST.split())
FUNCTION_WORDS = frozenset(_FUNCTION.split())
#: Groups of one telephone number.
_MAX_GROUPS = 5


def may_stand_apart(one: str, other: str) -> bool:
    """Return whether two words side by side may be one: on line, data base, but not may be."""
    is_particle = other in _PARTICLES
    if not is_particle and (len(other) < _MIN_PART or other in FUNCTION_WORDS):
        return False
    if one in _FIRST_PARTS:
        return not is_particle
    return len(one) >= _MIN_PART and one not in FUNCTION_WORDS


@cache
def telephone_groups(length: int) -> tuple[tuple[int, ...], ...]:
    """Return the ways to write so many digits in groups of 1 to 4, a single one at most once."""
    found = _groups(length, _MAX_GROUPS)
    return tuple(groups for groups in found if len(groups) > 1 and groups[-1] > 1)


def _groups(length: int, most: int) -> list[tuple[int, ...]]:
    if not length:
        return [()]
    if not most:
        return []
    return [
        (size, *rest)
        for size in (3, 4, 2, 1)
        if size <= length
        for rest in _groups(length - size, most - 1)
        if (size, *rest).count(1) < 2
    ]
