"""British and American spellings of one word, each pair for all forms of the word.

Endings that stemming removes need none: travelled and traveled are one word without it.
Pairs that are also different words are left out: cheque and check, tyre and tire, storey and
story, draught and draft, kerb and curb.
"""

from __future__ import annotations

from collections.abc import Iterator

# British -our, American -or.
_OUR = (
    "armour behaviour candour clamour colour demeanour dishonour endeavour favour fervour flavour "
    "harbour honour humour labour misbehaviour neighbour odour parlour rancour rigour rumour "
    "saviour savour splendour succour tumour valour vapour vigour armoury "
    "colourless discolour favourite honouree "
    "humourless neighbourhood unfavourable "
    "savoury "
)
# British -re, American -er.
_RE = (
    "calibre centre centrepiece epicentre fibre fibreglass kilometre litre lustre meagre metre "
    "millimetre centimetre ochre sabre sceptre sepulchre sombre spectre theatre theatregoer"
)
# British -ise, American -ize: verbs before their ending, whose nouns are found with them.
_ISE = (
    "agon antagon apolog author bapt brutal canon capital categor central character civil "
    "collectiv colon commercial computer criminal critic crystall custom decentral decriminal "
    "dehuman democrat demoral denational deregular destabil digit dramat econom emphas energ "
    "equal familiar fertil final formal galvan general global harmon hospital human hypnot ideal "
    "immun industrial institutional international item jeopard legal legitim liberal local "
    "marginal material maxim mechan memorial mesmer militar minim mobil modern monopol moral "
    "national natural neutral normal optim organ ostrac patron penal personal polar politic "
    "popular priorit privat professional public radical rational real recogn regular "
    "reorgan revital revolution sanit satir scrutin secular sensit sexual social special stabil "
    "standard steril stigmat subsid summar symbol sympath synchron synthes terror theor traumat "
    "trivial urban util vandal verbal victim visual western demobil demilitar depolitic "
    "homogen incentiv"
)
_WORDS = """
aeroplane airplane
aluminium aluminum
anaemia anemia
anaemic anemic
anaesthesia anesthesia
anaesthetic anesthetic
analogue analog
analyse analyze
archaeology archeology
artefact artifact
axe ax
breathalyse breathalyze
caesarean cesarean
catalogue catalog
chequered checkered
coeliac celiac
connexion connection
cosy cozy
councillor councilor
counsellor counselor
defence defense
defenceless defenseless
diarrhoea diarrhea
dialled dialed
dialogue dialog
doughnut donut
encyclopaedia encyclopedia
faeces feces
foetal fetal
foetus fetus
fuelled fueled
grey gray
gynaecology gynecology
haemoglobin hemoglobin
haemophilia hemophilia
haemorrhage hemorrhage
homoeopathy homeopathy
jewellery jewelry
judgement judgment
leukaemia leukemia
licence license
manoeuvre maneuver
mediaeval medieval
mould mold
moult molt
moustache mustache
mum mom
oesophagus esophagus
oestrogen estrogen
offence offense
orthopaedic orthopedic
paediatric pediatric
paediatrician pediatrician
paralyse paralyze
plough plow
practise practice
pretence pretense
programme program
pyjamas pajamas
sceptic skeptic
skilful skillful
smoulder smolder
sulphate sulfate
sulphur sulfur
travelogue travelog
waggon wagon
wilful willful
woollen woolen
yoghurt yogurt
"""


def british_american_pairs() -> Iterator[tuple[str, str]]:
    """Yield each British spelling with its American one."""
    for word in _OUR.split():
        before, _, after = word.rpartition("our")
        yield word, f"{before}or{after}"
    for word in _RE.split():
        stem, _, rest = word.partition("tre" if "tre" in word else "re")
        letter = "t" if "tre" in word else ""
        yield word, f"{stem}{letter}er{rest}"
    for verb in _ISE.split():
        yield f"{verb}ise", f"{verb}ize"
    for line in _WORDS.strip().split("\n"):
        british, american = line.split()
        yield british, american
