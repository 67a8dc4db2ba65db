"""What news databases call the fields of an article, in the languages of their surfaces.

Descriptions: the help pages of LexisNexis, ProQuest, Gale, EBSCO, NewsBank and Genios, and the
format notes of programs that read their exports (AmCAT, LexisNexisTools, R.TeMiS).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

#: What a labelled field holds. "other" is known to be no text: subjects, codes, lengths.
Role = Literal[
    "title",
    "subtitle",
    "author",
    "source",
    "date",
    "language",
    "url",
    "key",
    "section",
    "body",
    "abstract",
    "citation",
    "copyright",
    "place",
    "other",
]

_NAMES: dict[Role, str] = {
    "title": (
        "title|headline|article name|heading|article title|document title|titel|überschrift"
        "|hauptüberschrift"
        "|titre|manchette|título|titulo|titular|kop|titolo|tittel|overskrift|rubrik/titel"
    ),
    "subtitle": (
        "subtitle|subheadline|untertitel|unterzeile|dachzeile|sous-titre|subtítulo|ondertitel"
    ),
    "author": (
        "author|authors|author(s)|author/byline|byline|autor|autoren|autor(en)|autorin|verfasser"
        "|auteur|auteurs|auteur(s)|autores|autor(es)|par|door|autore|författare|forfatter"
        "|journalist|correspondent author"
    ),
    "source": (
        "source|publication title|publication|newspaper|newspaper title|journal|source name"
        "|quelle|publikationstitel|titel der publikation|zeitung|medium|titel der zeitung"
        "|titre de la publication|nom de la source|fuente|título de publicación"
        "|título de la publicación|bron|titel van publicatie|krant|periodico|avis|tidning|kilde"
        "|källa"
    ),
    "date": (
        "publication date|date|pub date|pubdate|date published|published|issue date|entry date"
        "|erscheinungsdatum|publikationsdatum|veröffentlichungsdatum|datum der publikation|datum"
        "|date de publication|date de parution|fecha de publicación|fecha de publicacion|fecha"
        "|publicatiedatum|datum van publicatie|data di pubblicazione|dato|publiceringsdatum"
    ),
    "language": (
        "language|language of publication|publication language|sprache|publikationssprache"
        "|sprache der publikation|langue|langue de publication|idioma|idioma de la publicación"
        "|idioma de publicación|taal|taal van publicatie|lingua|språk"
    ),
    "url": (
        "url|document url|persistent url|persistent link|permalink|link|article url|internet"
        "|url du document|url de documento|dokument-url|url des dokuments|dauerhafte adresse"
        "|dauerhafte adresse des dokuments|link to article|persistent link to this record"
        "|persistent link to this record (permalink)|openurl link"
    ),
    "key": (
        "proquest document id|accession number|accession no|acc-no|gale document number|record"
        "|record number|document number|article id|document id|dokumentnummer|dokument-id"
        "|proquest-dokument-id|id du document proquest|id. de documento proquest"
        "|id del documento de proquest|numéro de document|número de acceso|document identifier"
        "|artikel-id|artikkel-id|an|id"
    ),
    "section": (
        "section|rubrik|ressort|rubrique|sección|seccion|sectie|rubriek|sezione|seksjon|sektion"
    ),
    "body": (
        "full text|fulltext|text|body|article|article text|volltext|texte intégral|texte integral"
        "|texte|texto completo|texto|volledige tekst|tekst|testo completo|fuld tekst|fulltekst"
    ),
    "abstract": (
        "abstract|summary|zusammenfassung|kurzfassung|résumé|resume|resumen|samenvatting"
        "|highlight|lead|teaser|vorspann|encart|highlights"
    ),
    "citation": (
        "publication info|publication information|source citation|publikationsinformationen"
        "|informations sur la publication|información de la publicación"
        "|información de publicación|quellenangabe|publicatie-info|bibliographic citation"
    ),
    "copyright": (
        "copyright|rights|urheberrecht|droits d'auteur|copyright-vermerk|copyright statement"
    ),
    "place": "dateline|ort",
    "other": (
        "end page|reporter|reporters|length|load-date|load date|publication-type|pub-type|subject"
        "|publication type"
        "|subjects"
        "|subject terms|geographic|geographic terms|location|company|companies|organization"
        "|organisation|company / organization|ticker|industry|person|people|city|state|country"
        "|county|graphic|graphics|type|document-type|document type|doc-type|source type|series"
        "|column|edition|page|pages|first page|start page|last page|volume|issue|issn|isbn|eissn"
        "|e-issn|word count|words|wordcount|notes|note|correction|correction-date|journal-code"
        "|journal code|code|distribution|update|updated|last updated|category|categories|credit"
        "|credits|illustration|illustrations|caption|captions|name|show|anchor|anchors|host"
        "|guest|guests|transcript|database|copyright holder|links|publisher|place of publication"
        "|country of publication|publication subject|publication year|year|publication status"
        "|identifier|keywords|keyword|identifier / keyword|identifier (keyword)|classification"
        "|naics|naics code|sic|sic code|document feature|features|number of pages|dateline city"
        "|full text word count|full text database|lexile|readability|index terms|indexing"
        "|company entities|people|product|products|event|events|topic|topics|tags|region|regions"
        "|reviews|rating|audience|dewey|citation|image|images|photo|photos|sources|client/matter"
        "|search terms|search type|narrowed by|content type|stock-symbol|activity-sector|insert"
        "|proquest document link|document link|copyright date|coden|pubmed id|doi|language code"
        # German
        "|länge|update|grafik|bild|bilder|wörter|wortzahl|wortanzahl|seite|seiten|ausgabe|nummer"
        "|jahrgang|heft|land|stadt|branche|firma|unternehmen|person|personen|thema|themen"
        "|schlagwort|schlagwörter|schlagworte|deskriptoren|serie|kategorie|dokumenttyp"
        "|publikationstyp|quellentyp|verlag|datenbank|ladedatum|aktualisierung|fach|sachgebiet"
        "|ort der veröffentlichung|erscheinungsjahr|erscheinungsort|erscheinungsland"
        # French
        "|longueur|date-chargement|date de chargement|type-publication|type de publication"
        "|sujet|sujets|société|societe|sociétés|localisation-geo|symbole-boursier"
        "|secteur-activite|secteur-activité|code-revue|graphique|photo|entreprise|personne|pays"
        "|ville|mots clés|mots-clés|éditeur|édition|type de document|type de source|pages"
        "|année de publication|lieu de publication|pays de publication|base de données"
        "|nombre de mots"
        # Dutch
        "|lengte|laaddatum|laad-datum|publicatietype|grafiek|onderwerp|bedrijf|persoon|stad|pagina"
        "|editie|uitgever|trefwoorden|aantal woorden|regio"
        # Spanish
        "|longitud|extensión|fecha-carga|fecha de carga|tipo-publicación|tipo de publicación"
        "|tema|temas|materia|compañía|empresa|persona|personas|ciudad|país|gráfico|página"
        "|páginas|edición|editorial|palabras clave|tipo de documento|tipo de fuente|lugar"
        "|año de publicación|lugar de publicación|país de publicación|base de datos"
        "|recuento de palabras"
    ),
}
ROLES: Mapping[str, Role] = {
    name: role for role, names in reversed(_NAMES.items()) for name in names.split("|")
}

# "Title: Talks begin", "LENGTH: 212 words", "Titre : ...", "Author(s):". The label begins its line.
_LABELLED = re.compile(
    r"[ \t]*(?P<label>[^\W\d_][\w.()'’/ &-]{0,44}?)[ \u00a0]?:(?:[\s\u00a0]*(?P<value>\S.*))?\s*"
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line that begins with a known label. `capitals` tells that it is written LIKE THIS."""

    label: str
    role: Role
    value: str

    @property
    def capitals(self) -> bool:
        return self.label.isupper()


def labelled(line: str, roles: Mapping[str, Role] = ROLES) -> Labelled | None:
    """Read a line that begins with a label of these, or return None."""
    if ":" not in line[:60]:
        return None
    found = _LABELLED.fullmatch(line)
    role = roles.get(" ".join(found["label"].split()).lower()) if found else None
    if found is None or role is None:
        return None
    return Labelled(found["label"], role, (found["value"] or "").strip())
