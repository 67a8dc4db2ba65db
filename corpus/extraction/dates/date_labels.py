"""What words beside a date say it is: the day of publishing, of a change, or of something else."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

DateKind = Literal["published", "updated", "other", "unlabelled"]

# In the languages whose news is read most.
_PUBLISHED = """
first published|originally published|article published|published online|published|publish date
publishing date|date published|date of publication|publication date|pub date|pubdate|posted
date posted|issued|issue date|date of issue|issue of|released|release date|date of release
created|uploaded|filed|date and time|date|dated|datum|online since|veröffentlicht
veröffentlichung|veröffentlichungsdatum|erschienen|erscheinungsdatum|publiziert|erstellt
online seit|publié|publiée|parution|paru|parue|mis en ligne|mise en ligne|créé
date de publication|publicado|publicada|fecha de publicación|fecha|publicación|pubblicato
pubblicata|data di pubblicazione|data pubblicazione|data|publicado em|data de publicação
publicação|gepubliceerd|geplaatst|publicatiedatum|publicerad|publicerat|publisert|publiceret
offentliggjort|udgivet|julkaistu|opublikowano|data publikacji|dodano|utworzono|опубликовано
опубликована|опубликован|дата публикации|дата|размещено|опубліковано|публикувано|публикувана
objavljeno|datum objave|zveřejněno|publikováno|vydáno|publikované|uverejnené|megjelent|közzétéve
publikálva|publicat|publicată|data publicării|δημοσιεύτηκε|δημοσιεύθηκε|δημοσίευση|ημερομηνία
yayınlanma tarihi|yayınlanma|yayın tarihi|yayınlandı|giriş tarihi|giriş|tarih|oluşturulma tarihi
diterbitkan|dipublikasikan|dipublish|tayang|terbit|đăng ngày|ngày đăng|đăng lúc|xuất bản|dátum
tanggal|paskelbta|publicēts|avaldatud|تاريخ النشر|نشر في|نشرت في|نشر|تم النشر|تاریخ انتشار
انتشار|פורסם|תאריך|प्रकाशित|प्रकाशन तिथि|প্রকাশিত|প্রকাশ|เผยแพร่|วันที่เผยแพร่|วันที่
""".replace("\n", "|")
_UPDATED = """
last updated|updated|update|last modified|modified|last edited|edited|revised|last revised
amended|corrected|last reviewed|reviewed|changed|zuletzt aktualisiert|aktualisiert
aktualisierung|geändert|letzte änderung|stand|mis à jour|mise à jour|màj|modifié|modifiée
actualizado|actualizada|actualización|última actualización|modificado|aggiornato|aggiornata
aggiornamento|ultima modifica|ultimo aggiornamento|modificato|atualizado|atualizada|atualização
bijgewerkt|laatst gewijzigd|gewijzigd|uppdaterad|uppdaterat|oppdatert|sist oppdatert|opdateret
päivitetty|muokattu|zaktualizowano|aktualizacja|ostatnia aktualizacja|обновлено|обновлена
изменено|оновлено|aktualizováno|aktualizované|ažurirano|zadnja izmjena|frissítve
utolsó frissítés|actualizat|actualizată|ενημερώθηκε|τελευταία ενημέρωση|son güncelleme
güncelleme tarihi|güncelleme|güncellendi|diperbarui|diperbaharui|cập nhật|تحديث|آخر تحديث|עודכן
अपडेट|अद्यतन|আপডেট|อัปเดต|แก้ไข
""".replace("\n", "|")
_OTHER = """
today|now|current|retrieved|accessed|access date|archived|saved|printed|downloaded|captured
crawled|fetched|cached|snapshot|viewed|visited|as of|load-date|load date|abgerufen|gesichert
gedruckt|consulté|consultée|consultado|consultato|geraadpleegd|hämtad|hentet|viitattu|dostęp
дата обращения|архивировано|forwarded|copyright|©|since|until|till|expires|expired|valid|ends
ending|born|died|founded|established|next|deadline|due|event|events|event date|meeting
conference|start|starts|started|begins|beginning|opens|opening|on sale|coming|scheduled
effective|registration|join us|membership|member since|photo|photograph|photographed|picture
pictured|image|taken|filmed|recorded|file photo|seen here|joined|last login|last seen|seit|bis
ab dem|geboren|gestorben|nächste|nächster|termin|beginn|anmeldeschluss|foto|bild|aufgenommen
depuis|jusqu'au|à partir du|né le|née le|mort le|décédé|prochain|prochaine|rendez-vous|desde
hasta|nacido|nacida|próximo|próxima|a partir del|fino al|a partire dal|nato il|nata il|prossimo
prossima|até|a partir de|nascido|sinds|geboren op|ważne do|urodzony|родился|родилась|скончался
до|доживает|начало|фото
""".replace("\n", "|")
_CJK_PUBLISHED = (
    "发布时间|发表时间|發布時間|发布|发表|發布|發佈|發表|刊登|日期|时间|時間|公開日|公開|掲載|配信"
    "|投稿日|発表|発行|기사입력|최초입력|입력|등록|게시|작성|발행|승인|송고"
)
_CJK_UPDATED = "最終更新|更新时间|更新時間|更新日|更新|修改|修正|최종수정|수정|업데이트"
_CJK_OTHER = "访问|检索|閲覧|生まれ|出生|逝世|まで|截止|締切|접속"


def kind_of(before: str, after: str = "") -> DateKind:
    """Tell what a date is by the words before it, up to the date before, and right after it."""
    found = list(_labels().finditer(before.casefold()))
    if found:
        return _kind(found[-1].lastgroup)
    behind = _behind().match(after)
    return _kind(behind.lastgroup) if behind else "unlabelled"


def label_spans(text: str) -> list[tuple[int, int]]:
    """Where those words stand, in characters."""
    low = text.casefold()
    return [found.span() for found in _labels().finditer(low)] if len(low) == len(text) else []


def _kind(group: str | None) -> DateKind:
    named: dict[str, DateKind] = {"p": "published", "u": "updated", "o": "other"}
    return named[(group or "o")[0]]


@cache
def _labels() -> re.Pattern[str]:
    def words(table: str) -> str:
        listed = sorted(filter(None, map(str.strip, table.split("|"))), key=len, reverse=True)
        return "|".join(map(re.escape, listed))

    return re.compile(
        rf"(?<!\w)(?:(?P<o>{words(_OTHER)})|(?P<u>{words(_UPDATED)})|(?P<p>{words(_PUBLISHED)}))(?!\w)"
        rf"|(?P<o2>{_CJK_OTHER})|(?P<u2>{_CJK_UPDATED})|(?P<p2>{_CJK_PUBLISHED})"
    )


@cache
def _behind() -> re.Pattern[str]:
    """Labels that follow their date, as they do in Japanese."""
    return re.compile(
        rf"[\s\d:時分（(]*(?:(?P<o>{_CJK_OTHER})|(?P<u>{_CJK_UPDATED})|(?P<p>{_CJK_PUBLISHED}))"
    )
