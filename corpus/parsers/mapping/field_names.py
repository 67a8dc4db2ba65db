"""What the fields of an article are called in dumps and tables, in many languages.

Names are compared folded: "Publish Date", "publish_date" and "publishDate" are one.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

#: By field, its names, best first. A dotted name is a path within the record.
FIELD_NAMES: dict[str, tuple[str, ...]] = {
    "key": (
        *("id", "_id", "uuid", "guid", "article_id", "docid", "doc_id", "globaleventid"),
        *("id_str", "document_id", "doc_number", "accession number", "post_id", "story_id", "uri"),
        *("key", "item_id", "news_id", "pk", "row_id"),
    ),
    "title": (
        *("title", "headline", "title_page", "head", "article_title", "webTitle", "headlines"),
        *("news_title", "story_title", "post_title", "document title", "titles", "hl", "heading"),
        *("article_headline", "news_headline", "main_headline", "story_headline", "subject"),
        *("titel", "überschrift", "schlagzeile", "artikeltitel", "kop", "rubrik", "otsikko"),
        *("titre", "título", "titular", "titolo", "titulo", "tytuł", "nadpis", "cím", "titlu"),
        *("başlık", "τίτλος", "заголовок", "название", "назва", "العنوان", "标题", "標題"),
        *("タイトル", "見出し", "제목", "tiêu đề", "judul", "शीर्षक"),
    ),
    "body": (
        *("body", "text", "maintext", "content", "article", "article_text", "articlebody"),
        *("fulltext", "full_text", "story", "body_text", "bodytext", "plain_text", "content_html"),
        *("full_content", "article_content", "story_text", "news_text", "document_text"),
        *("textcontent", "text_content", "clean_text", "cleaned_text", "raw_text", "rawtext"),
        *("content_text", "post_content", "main_text", "full text", "article full text"),
        *("story_body", "news_body", "news_content", "news_article", "document", "articles"),
        *(
            "body_html",
            "selftext",
            "html",
            "body_plain",
            "plaintext",
            "extracted_text",
            "ocr_text",
            "ocr",
        ),
        *(
            "main",
            "paragraphs",
            "paragraph",
            "para",
            "p",
            "ocr_eng",
            "transcript",
            "transcription",
            "message",
            "tweet_text",
            "tweet",
            "td",
            "tx",
        ),
        *("volltext", "inhalt", "artikel", "artikeltext", "meldung", "texte", "contenu"),
        *("texte intégral", "corps", "texto", "cuerpo", "contenido", "texto completo", "conteúdo"),
        *("testo", "contenuto", "tekst", "inhoud", "treść", "szöveg", "conţinut", "innehåll"),
        *("brødtekst", "teksti", "içerik", "metin", "κείμενο", "текст", "содержание", "зміст"),
        *("النص", "正文", "内容", "內容", "本文", "본문", "내용", "nội dung", "isi", "पाठ"),
    ),
    "abstract": (
        *("abstract", "abstract note", "description", "summary", "snippet", "lead_paragraph"),
        *("lead", "teaser", "excerpt", "standfirst", "trailtext", "short_description", "intro"),
        *("zusammenfassung", "kurztext", "vorspann", "résumé", "chapô", "resumen", "entradilla"),
        *("sommario", "samenvatting", "ingress", "streszczenie", "аннотация", "摘要"),
    ),
    "date": (
        *("date", "published", "date_publish", "publish_date", "published_at", "pubdate"),
        *("publication_date", "datepublished", "published_date", "date_published", "seendate"),
        *("created_at", "timestamp", "sqldate", "webPublicationDate", "pub_date", "datetime"),
        *("publication_datetime", "date_publication", "publishedOn", "published_on", "post_date"),
        *("first_publication_date", "firstpublished", "date_time", "news_date", "article_date"),
        *("issue_date", "date_issued", "issued", "pubtime", "publish_time", "published_time"),
        *("publicationtime", "date_created", "creation_date", "created", "created_utc", "day_date"),
        *("postdate", "time", "pd", "dateline_date", "issuedate", "created_time"),
        *("post created date", "post created", "datum", "erscheinungsdatum", "veröffentlicht"),
        *("veröffentlichungsdatum", "erschienen", "publikationsdatum", "date de publication"),
        *("publié le", "date de parution", "fecha", "fecha de publicación", "data"),
        *("data di pubblicazione", "data de publicação", "publicatiedatum", "verschijningsdatum"),
        *("julkaistu", "dato", "publiceringsdatum", "data publikacji", "dátum", "tarih"),
        *("ημερομηνία", "дата", "дата публикации", "التاريخ", "日期", "发布日期", "發布日期"),
        *("发布时间", "日付", "掲載日", "날짜", "ngày", "tanggal", "दिनांक"),
    ),
    "source": (
        *("source", "outlet", "publisher", "publication", "newspaper", "source_name"),
        *("sitename", "site_name", "source_domain", "domain", "hostname", "media_name", "media"),
        *("outlet_name", "publication title", "publication_name", "publication_title", "journal"),
        *("newspaper_name", "newspaper_title", "news_source", "news_outlet", "medium", "press"),
        *("source_title", "brand", "provider", "channel", "site", "website", "page name", "feed"),
        *("is_part_of", "isPartOf", "container-title", "periodical", "agency", "sn", "so"),
        *("quelle", "zeitung", "medium name", "medienname", "titel der zeitung", "publikation"),
        *(
            "journal name",
            "journal title",
            "éditeur",
            "fuente",
            "periódico",
            "medio",
            "diario",
            "fonte",
            "jornal",
        ),
        *("testata", "giornale", "bron", "krant", "kilde", "avis", "källa", "tidning", "lähde"),
        *("źródło", "gazeta", "zdroj", "forrás", "kaynak", "gazete", "πηγή", "источник", "издание"),
        *("джерело", "المصدر", "来源", "來源", "媒体", "媒體", "出典", "新聞", "출처", "언론사"),
        *("nguồn", "sumber", "स्रोत"),
    ),
    "author": (
        *("author", "authors", "byline", "creator", "writer", "author_name", "authors_name"),
        *("by", "journalist", "reporter", "contributors", "bylines", "author_names", "writers"),
        *("article_author", "post_author", "autor", "autoren", "verfasser", "auteur", "auteurs"),
        *("autores", "autore", "autori", "forfatter", "författare", "skribent", "kirjoittaja"),
        *("szerző", "yazar", "συγγραφέας", "автор", "المؤلف", "الكاتب", "作者", "记者", "記者"),
        *("著者", "작성자", "기자", "tác giả", "penulis", "लेखक"),
    ),
    "url": (
        # First, so that our own exports, whose `url` is ours, give back the publisher's address.
        "original_url",
        *("url", "link", "source_url", "permalink", "web_url", "sourceurl", "canonical_url"),
        *("webUrl", "article_url", "article_link", "post_url", "story_url", "news_url", "href"),
        *(
            "uri",
            "page_url",
            "external_url",
            "guid",
            "weblink",
            "adresse",
            "lien",
            "enlace",
            "url1",
        ),
        *("external_link", "document url", "documenturl", "ссылка", "链接", "連結"),
    ),
    "language": (
        *("language", "lang", "langcode", "sourcelanguage", "language_code", "article_language"),
        *("inlanguage", "lng", "la", "sprache", "langue", "idioma", "lingua", "taal", "språk"),
        *("язык", "语言", "語言"),
    ),
    "year": ("year", "publication year", "publication_year", "jahr", "année", "año", "anno", "ano"),
    "month": ("month", "publication_month", "monat", "mois", "mes", "mese", "mês", "maand"),
    "day": ("day", "publication_day_of_month", "tag", "jour", "día", "giorno", "dia", "dag"),
}
# As the heading of a column these say little; where a clearer one stands beside them it wins.
_FACT_FIELDS = ("title", "date", "source", "author", "url", "language")


@lru_cache(maxsize=8192)
def fold_name(name: str) -> str:
    """Return a name without case, blanks and signs: "Publish_Date" is "publishdate"."""
    plain = unicodedata.normalize("NFKC", name[:200]).casefold()
    return "".join(character for character in plain if character.isalnum()) or plain.strip()


#: By field, its folded names, best first, each once.
FOLDED_NAMES: dict[str, tuple[str, ...]] = {
    field: tuple(dict.fromkeys(map(fold_name, names))) for field, names in FIELD_NAMES.items()
}
#: Paths at which some services keep a field, asked after all names.
FURTHER_PATHS: dict[str, tuple[str, ...]] = {
    "title": ("yoast_head_json.title",),
    "source": (
        *("user.name", "account.display_name", "thread.site_full", "thread.site", "from"),
        *("user.screen_name", "author.username", "user_name", "username"),
    ),
    "author": ("_embedded.author[].name", "person[].name"),
    "date": ("thread.published",),
    "url": ("links.permalink", "thread.url", "links.self"),
}
_KNOWN = frozenset(name for names in FOLDED_NAMES.values() for name in names)


def is_known(name: str) -> bool:
    """Whether a column or key of this name is usual for some field."""
    return fold_name(name) in _KNOWN


def fact_names() -> dict[str, str]:
    """Return what each name that a field may have stands for: {"headline": "title", ...}."""
    names: dict[str, str] = {}
    for field in _FACT_FIELDS:
        for name in FIELD_NAMES[field]:
            names.setdefault(name.lower(), field)
    return names
