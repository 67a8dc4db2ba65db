"""Web furniture as data: what stands around an article on its page but is not part of it.

Each rule names the lines it takes and the reason shown to readers. Patterns must match a
whole line, case aside. Words in an article's own sentences are never matched: a rule that
would take a line of prose is a wrong rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

# line: this line alone. teaser above / below: the headline it belongs to, too.
# list: headlines below it, as many as there are. tail: what follows, at an article's end.
# comments: what follows, where a comment form is among it.
Reach = Literal["line", "teaser above", "teaser below", "list", "tail", "comments"]

_NETWORK = (
    r"(?:facebook|twitter|x|instagram|telegram|whatsapp|youtube|linkedin|tiktok|reddit|pinterest"
    r"|threads|mastodon|bluesky|flipboard|tumblr|weibo|wechat|vk|viber|rss|apple news|google news"
    r"|e-?mail|social media|friends|your network)"
)
# What an offer to subscribe or register is about; other things are news one signs up for.
_OFFERED = (
    r"(?:newsletters?|bulletins?|briefings?|digests?|alerts?|updates|e-?mails?|inbox|account|daily"
    r"|weekly|free|access|read(?:ing)?|comments?|subscri\w+|members?(?:hip)?|headlines|channel"
    r"|feed|podcasts?|our|us)"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """Lines that are furniture, what they take along, and why."""

    reason: str
    reach: Reach
    patterns: tuple[str, ...]


RULES: tuple[Rule, ...] = (
    Rule(
        "link to another article",
        "teaser above",
        (
            r"(?:see|read|view|show|learn) (?:more|full (?:article|story))",
            r"continue reading",
            r"(?:mehr|weiter)(?: ?lesen| erfahren)?|mehr dazu",
            r"(?:lire la suite|en savoir plus|voir plus|lire plus)",
            r"(?:leer|ver|saber) más|seguir leyendo",
            r"(?:leggi|continua)(?: tutto| di più| a leggere)",
            r"(?:leia|ler|ver|saiba) mais|continue lendo",
            r"(?:читать|узнать) (?:далее|больше|подробнее|полностью)|подробнее",
            r"lees (?:meer|verder)|czytaj (?:więcej|dalej)|click here",
        ),
    ),
    Rule(
        "teaser of another article",
        "teaser below",
        (
            r"(?:check|read|see|watch) also|also (?:read|see|watch)|read (?:next|this)|up next",
            r"(?:previous|next) (?:article|post|story)|recommended for you",
            r"lesen sie auch|auch interessant|siehe auch",
            r"(?:lire|voir|à lire) aussi|à lire (?:également|ensuite)",
            r"(?:lea|lee|vea|mira) también|te puede interesar",
            r"leggi anche|potrebbe interessarti(?: anche)?",
            r"(?:leia|veja) (?:também|ainda)",
            r"(?:читайте|смотрите) (?:также|ещё|еще)|по теме",
            r"lees ook|czytaj także|zobacz także",
        ),
    ),
    Rule(
        "list of other articles",
        "list",
        (
            r"(?:related|recommended|similar|more|latest|recent|popular|trending|top|featured)"
            r" (?:articles?|stories|posts?|news|content|topics|coverage|reading|links|headlines)",
            r"related|recommended|trending(?: now)?|you (?:may|might) (?:also|like)(?: also)?"
            r"(?: like| enjoy| be interested in)?|don['’]?t miss|editor['’]?s['’]? picks?",
            r"most (?:read|popular|viewed|shared|commented)(?: stories| articles)?",
            r"more (?:from|on|in|about|by) .{1,59}[^.,;]|more on this(?: story| topic)?",
            r"(?:mehr|weitere) (?:zum thema|artikel|nachrichten|meldungen)|meistgelesen(?:e.*)?",
            r"(?:sur le même sujet|articles? (?:liés?|similaires?|recommandés?)|les plus lus)",
            r"(?:noticias|artículos) relacionad[ao]s|lo más (?:leído|visto)|más noticias",
            r"(?:articoli|notizie) correlat[ei]|i più letti",
            r"(?:notícias|artigos|matérias) relacionad[ao]s|mais lidas",
            r"(?:похожие|другие) (?:новости|материалы|статьи)|материалы по теме|самое читаемое",
        ),
    ),
    Rule(
        "teaser of another article",
        "line",
        (
            r"(?:read (?:also|more|next)|also read|see also|related(?: article| story)?|more"
            r"|don['’]?t miss|check also|lesen sie auch|lire aussi|à lire aussi|lea también"
            r"|leggi anche|leia (?:também|mais)|читайте также)\s*[:|>]+\s*\S.{0,200}",
            r".{0,150}\S\s*(?:>>|→)\s*(?:read more|see more)?",
        ),
    ),
    Rule(
        "newsletter or subscription offer",
        "line",
        (
            r"(?:stay|keep) (?:informed|updated|up to date|connected)(?: (?:with|on) .{2,60})?",
            r"(?:please )?(?:subscribe|sign up|register|log ?in|sign in)(?: now| here| today| free"
            rf"| (?:to|for|and|with) (?:.{{0,60}}\b)?{_OFFERED}\b.{{0,60}})?[.!]?",
            r"(?:get|receive) .{0,60}(?:newsletter|in your inbox|to your inbox|by e-?mail).{0,60}",
            r"(?:our |the )?(?:daily |weekly |morning |evening )?newsletters?",
            r"(?:already|not yet) (?:a |have )?(?:subscriber|subscribed|account|member)\W?.{0,40}",
            r"(?:enter )?your e-?mail(?: address)?\W?",
            r"thank(?:s| you) for (?:subscribing|signing up).{0,20}",
            r"(?:jetzt )?(?:newsletter )?(?:abonnieren|anmelden|registrieren)\W?",
            r"(?:abonnez-vous|s['’]abonner|inscrivez-vous)(?: .{2,80})?",
            r"(?:suscríbete|suscríbase|regístrate)(?: .{2,80})?",
            r"(?:iscriviti|abbonati)(?: .{2,80})?|(?:assine|inscreva-se)(?: .{2,80})?",
            r"(?:подписаться|подпишитесь|подписывайтесь)(?: .{2,80})?",
        ),
    ),
    Rule(
        "paywall note",
        "line",
        (
            r"(?:please )?(?:subscribe|sign in|log in|register|sign up)(?: now)? to (?:continue"
            r"|keep"
            r"|read|view|unlock|access|see)\b.{0,120}",
            r"to (?:read|continue|keep|view|access|unlock|see)\b.{0,80}(?:subscri|register"
            r"|sign (?:in|up)"
            r"|log in|trial|member).{0,220}",
            r"(?:this|the (?:full|rest of (?:this|the))) (?:article|story|content|post) is (?:for"
            r"|only (?:for|available to)|available (?:only )?(?:to|for)|reserved for|exclusive to"
            r"|behind)\b.{0,160}(?:subscri|member|paywall|register).{0,80}",
            r"you(?:'ve| have|’ve) (?:reached|read|used|hit)\b.{0,60}(?:free|monthly|limit"
            r"|articles?)\b.{0,160}",
            r"(?:your|a) subscription (?:supports|helps|gives)\b.{0,220}",
            r"(?:start|try) your (?:free )?(?:trial|subscription)\b.{0,120}",
            r"(?:get|enjoy) (?:unlimited|full|digital) access\b.{0,120}",
            r"(?:jetzt )?(?:weiterlesen|zugang) mit .{2,60}|dieser (?:artikel"
            r"|inhalt) ist (?:nur )?für"
            r" abonnenten.{0,80}|(?:cet|l['’]) ?article est réservé aux abonnés.{0,80}"
            r"|(?:este|esta) (?:contenido|artículo|noticia) es (?:exclusiv[oa]"
            r"|sólo) para suscriptores.{0,80}",
        ),
    ),
    Rule(
        "small print of the page",
        "line",
        (
            r"(?:order|request) reprints?|print article|reprints?(?: and permissions)?",
            r"this (?:copy|article|material|content) is for your personal.{0,240}",
            r"(?:distribution and use|reproduction or use) of this material.{0,240}",
            r"an error (?:has )?occurred.{0,60}|this (?:article|story) has been sent to",
            r"if you (?:purchase|buy|click)\b.{0,120}(?:commission|affiliate).{0,80}",
            r"we may (?:earn|receive) (?:a |an )?(?:small )?(?:affiliate )?commission.{0,120}",
        ),
    ),
    Rule(
        "advertisement",
        "line",
        (
            r"\W*(?:advertise?ment|advert|ad|sponsored(?: content| post)?|promoted(?: content)?"
            r"|paid content|partner content)\W*",
            r"(?:story|article) continues (?:below|after)(?: .{2,40})?",
            r"(?:this )?(?:advertisement|ad) (?:has not loaded yet|will close in).{0,60}",
            r"anzeige|werbung|publicité|publicidad|pubblicità|publicidade|реклама|reklama",
        ),
    ),
    Rule(
        "mark of an agency",
        "line",
        (r"[-–—(]*\s*more\s*[-–—)]*|[-–—]+\s*(?:30|ends?)\s*[-–—]+",),
    ),
    Rule(
        "sharing buttons",
        "line",
        (
            r"(?:share|tweet|pin|print|e-?mail|save|copy link|copied|like|follow)(?: this)?"
            rf"(?: (?:article|story|post|page))?(?: (?:on|via|with|to) (?:your )?{_NETWORK})?[:!]?",
            r"(?:click to )?share on .{2,40}\(opens in new window\)",
            r"(?:facebook|twitter|x|whatsapp|telegram|linkedin|pinterest|reddit|e-?mail|print"
            r"|tumblr"
            r"|messenger|vk|viber|copy link|instagram|youtube|rss|tiktok|weibo|wechat|share|more"
            r"|[\s|,/•·])+",
            rf"follow (?:us|me|@\w+|.{{2,40}}) on (?:our )?{_NETWORK}\b.{{0,40}}"
            r"|(?:follow|join|like|find) us on .{2,60}",
            r"teilen|drucken|merken|partager|imprimer|compartir|imprimir|condividi|stampa"
            r"|compartilhar|compartilhe|поделиться|udostępnij|delen",
            r"\d[\d,.]*k? (?:views?|likes?)|(?:\d{1,3}|\d[\d.]*k) shares?",
        ),
    ),
    Rule(
        "comment form",
        "tail",
        (
            r"(?:leave|post|write|add) (?:a |your )?(?:reply|comment|response)"
            r"(?: (?:to .{2,40}|below|here|now|cancel reply))?",
            r"\d[\d,.]* (?:comments?|responses?|replies)|(?:comments?|responses?) \(\d+\)"
            r"|comments are closed\.?",
            r"(?:view|show|load|read|join) (?:all |more |the )?(?:\d+ )?(?:comments|conversation"
            r"|discussion)",
            r"your email address will not be published.*|required fields are marked.*",
            r"save my name, e-?mail,? and website in this browser.*|cancel reply|post comment",
            r"you must be logged in to (?:post|leave) a comment.*",
            r"kommentare? \(\d+\)|(?:kommentar|antwort) (?:schreiben|hinterlassen).*",
            r"(?:laisser|ajouter) un (?:commentaire|réponse)|commentaires? \(\d+\)",
            r"(?:deja|dejar|escribe) (?:un comentario|una respuesta)|comentarios? \(\d+\)",
            r"lascia un (?:commento|risposta)|commenti \(\d+\)",
            r"deixe (?:um comentário|uma resposta)|comentários? \(\d+\)",
            r"(?:оставить|добавить|написать) (?:комментарий|ответ)|комментарии \(\d+\)",
        ),
    ),
    # An article may have a crosshead such as "Comments" and go on below it.
    Rule(
        "comment form",
        "comments",
        (
            r"comments?|responses|replies",
            r"kommentare|commentaires|comentarios|commenti|comentários|комментарии",
        ),
    ),
    Rule(
        "author box",
        "tail",
        (
            r"about (?:the )?(?:authors?|writers?|contributors?)|(?:view|see) all posts(?: by .*)?"
            r"|more posts by .{2,60}",
            r"über (?:den autor|die autorin|die autoren)|(?:à propos de l['’]|sur l['’])auteure?"
            r"|(?:sobre|acerca de) (?:el |la |o |a )?autora?|sull['’]autore|об авторе",
        ),
    ),
    Rule(
        "cookie or privacy notice",
        "line",
        (
            r"(?:we|this (?:web)?site) uses? cookies.*|(?:accept|reject|allow)(?: all)? cookies?",
            r"cookies?|(?:cookie|privacy) (?:policy|settings|preferences|notice)",
            r"terms (?:of (?:use|service)|and conditions|& conditions)",
            r"manage (?:consent|preferences)|privacy policy.*terms.*",
            r"by (?:clicking|continuing|signing up|subscribing).{2,80}(?:agree|accept|consent).*",
            r"(?:wir verwenden|nous utilisons|utilizamos|usiamo|мы используем) (?:des )?cookies.*"
            r"|datenschutz(?:erklärung)?|impressum",
        ),
    ),
    Rule(
        "copyright notice",
        "line",
        (
            r"(?:\(c\)|copyright(?: ©)?) ?(?:\d{4}(?:[-–]\d{4})?|by\b|all rights).{0,150}",
            r"©.{0,150}",
            r"all rights reserved\W?|alle rechte vorbehalten\W?|tous droits réservés\W?"
            r"|todos los derechos reservados\W?|tutti i diritti riservati\W?"
            r"|todos os direitos reservados\W?|все права защищены\W?",
        ),
    ),
    Rule(
        "navigation",
        "line",
        (
            r"\W*(?:(?:next|previous|section menu|main menu|table of contents)\W+){2,}",
            r"(?:skip|jump) to (?:main )?(?:content|navigation|comments)",
            r"back to (?:top|home(?:page)?)|search(?: for)?\W?",
            r"(?:main |toggle |open |close )?(?:menu|navigation)",
            r"home(?: ?[>»/|›] ?[\w &'’-]{2,40}){0,6}",
            r"[\w &'’-]{2,25}(?: ?[>»›] ?[\w &'’-]{2,40}){2,6}",
            r"(?:prev(?:ious)?|next|load more|show more|close|expand|collapse)[\s:»›>×→]*",
            r"(?:play|pause|mute|unmute|listen|skip|dismiss|cancel|ok)[\s:»›>×→]*|loading\W*",
            r"(?:contact|about|advertise with) us",
            r"(?:tags?|topics|filed under|categories|category)\s*[:|].{1,300}",
            r"(?:schlagwörter|étiquettes|etiquetas|теги)\s*[:|].{1,300}",
            r"(?:listen to|save|print|gift|bookmark) this (?:article|story)",
            r"(?:\d+|one|two|three|four|five)[ -]?min(?:ute)?s? (?:read|lesezeit|de lectur[ae])",
            r"(?:estimated )?reading time\s*:? .{1,20}|lesezeit\s*:? .{1,20}",
            r"download (?:our|the) (?:.{1,30} )?app\b.{0,60}|get the app|open in app",
        ),
    ),
    Rule(
        "picture credit label",
        "line",
        (r"image (?:source|credit)(?:[,:] .{1,80})?|(?:photo|image|file photo):?",),
    ),
)

#: A longer line is prose.
MAX_FURNITURE_CHARS = 320
# Such lines go on from the one above or end its sentence; furniture begins anew.
_PROSE = re.compile(r"(?:\S+\s+){3}|.*[.,;]$")

#: A row of nothing but hashtags, two at least.
HASHTAGS = Rule("row of hashtags", "line", (r"(?:[#＃]\w[\w'’-]*[\s,;|]*){2,}",))


@dataclass(frozen=True)
class Compiled:
    """Rules ready for matching: one pattern, whose group names the rule."""

    rules: tuple[Rule, ...]
    pattern: str

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The pattern, compiled when it is first needed: that takes long."""
        return re.compile(self.pattern, re.IGNORECASE)

    def match(self, line: str) -> Rule | None:
        """Return the first rule that takes this line, stripped, or None; a long line has none."""
        if len(line) > MAX_FURNITURE_CHARS or (line[:1].islower() and _PROSE.match(line)):
            return None
        found = self.expression.fullmatch(line)
        if found is None or found.lastgroup is None:
            return None
        return self.rules[int(found.lastgroup[1:])]


def compiled(rules: Iterable[Rule]) -> Compiled:
    """Compile rules. Patterns may hold no named or numbered groups."""
    table = tuple(rules)
    branches = (
        f"(?P<r{number}>{'|'.join(f'(?:{pattern})' for pattern in rule.patterns)})"
        for number, rule in enumerate(table)
    )
    return Compiled(table, "|".join(branches))


FURNITURE = compiled((*RULES, HASHTAGS))
