"""What walls, error pages and paywalls say, in the languages of the larger papers."""

from __future__ import annotations

import re


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases), re.IGNORECASE)


#: Signs of a consent wall; an article about cookies has few of them.
CONSENT = _any(
    r"\bcookies?\b",
    r"\bconsent\b",
    r"\bour (?:\d+ )?partners\b",
    r"\bpersonal data\b",
    r"\bprivacy (?:choices|policy|settings|link)\b",
    r"\bstore and(?:/or)? access information\b",
    r"\baccept all\b",
    r"\breject all\b",
    r"\bbefore you continue\b",
    r"\bwe value your privacy\b",
    r"\bmanage (?:options|preferences)\b",
    r"\beinwilligung\b",
    r"\bzustimm\w+",
    r"\bdatenschutz\w*",
    r"\bpersonenbezogene\w*",
    r"\balle akzeptieren\b",
    r"\bconsentement\b",
    r"\bnos (?:\d+ )?partenaires\b",
    r"\bdonnées personnelles\b",
    r"\btout accepter\b",
    r"\bconsentimiento\b",
    r"\bnuestros (?:\d+ )?socios\b",
    r"\bdatos personales\b",
    r"\baceptar todo\b",
    r"\bconsenso\b",
    r"\bdati personali\b",
    r"\baccetta tutto\b",
    r"\btoestemming\b",
    r"\bpersoonsgegevens\b",
    r"\balles accepteren\b",
    r"\bdados pessoais\b",
    r"\bdane osobowe\b",
    r"\bzgod[aęy]\b",
    r"\bsamtycke\b",
    r"\bpersonuppgifter\b",
    r"\bsamtykke\b",
    r"\bpersonopplysninger\b",
)

#: The whole title of an error page.
ERROR_TITLE = _any(
    r"\W*(?:(?:error|fehler|erreur)\s*:?\s*)?(?:40[0134]|410|429|50[0234])"
    r"(?:\s*[-–—:|,].{0,60}|\s*(?:error|not|forbidden|page|seite|bad|gateway|service|gone).{0,50})?",
    r".{0,40}\b(?:page|seite|article|site|url|content|story) (?:was |is |could )?(?:not"
    r"|no longer) (?:be )?(?:found|available|exists?)\b.{0,40}",
    r"(?:access denied|forbidden|just a moment|attention required|are you a robot|are"
    r" you human|not found|service unavailable|bad gateway|gateway time-?out|internal"
    r" server error|under maintenance|site maintenance|something went wrong|oops"
    r"|pardon our interruption|security check|robot or human|please wait|redirecting"
    r"|verifying you are human)\b.{0,40}",
    r".{0,30}(?:nicht gefunden|introuvable|no encontrad[ao]|non trovat[ao]|niet gevonden"
    r"|não encontrad[ao]|nie znaleziono|hittades inte|ikke fundet|ikke funnet|не"
    r" найден[ао]?|bulunamadı|页面不存在|找不到|見つかりません).{0,30}",
)

#: What error pages say.
ERROR_TEXT = _any(
    r"\b(?:the )?(?:page|article|story|content|url)\b[^.]{0,60}\b(?:could not|couldn.t"
    r"|cannot|can.t) be found\b",
    r"\bpage (?:you|you.re|you are)[^.]{0,60}\b(?:not|no longer|moved|removed)\b",
    r"\b(?:no longer exists|does not exist|doesn.t exist|has been (?:moved|removed"
    r"|deleted))\b",
    r"\benable javascript\b",
    r"\bchecking your browser\b",
    r"\bunusual traffic\b",
    r"\byou have been blocked\b",
    r"\bverify (?:that )?you are (?:a )?human\b",
    r"\bthis (?:page|site) (?:is|isn.t) (?:not )?available\b",
    r"\bseite[^.]{0,60}nicht (?:gefunden|verfügbar|mehr)\b",
    r"\bpage[^.]{0,60}(?:n.existe|introuvable)",
    r"\bpágina[^.]{0,60}no (?:existe|se encuentra)",
    r"\bpagina[^.]{0,60}(?:niet|non) (?:gevonden|esiste)",
)

#: The whole title of a page to sign in at.
SIGN_IN_TITLE = _any(
    r"\W*(?:sign[ -]?in|log[ -]?in|register|create (?:an )?account|my account"
    r"|subscribe(?: now)?|anmelden|einloggen|registrieren|connexion|se connecter"
    r"|identifiez-vous|iniciar sesión|acceder|accedi|inloggen|aanmelden|entrar"
    r"|zaloguj(?: się)?|logga in|log ind|logg inn|войти|вход|登录|登入)(?:\W.{0,60})?",
)

#: What such pages ask for.
SIGN_IN_TEXT = _any(
    r"\b(?:password|passwort|kennwort|mot de passe|contraseña|wachtwoord|senha|hasło"
    r"|lösenord|пароль|forgot|remember me|e-?mail address)\b",
    r"密码",
)

#: What stands where a paywall cuts an article off. A line that has none of the stems, in small
#: letters, has none of the phrases: these are looked for first, as that costs next to nothing.
CUT_OFF_PHRASES: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = tuple(
    (stems, re.compile(phrase, re.IGNORECASE))
    for stems, phrase in (
        (
            ("subscri", "register", "sign in", "sign up", "log in", "member", "join"),
            r"\b(?:subscribe|register|sign (?:in|up)|log in|become a (?:member|subscriber)"
            r"|join)\b[^.]{0,60}\b(?:to|and) (?:continue|keep|go on|read|unlock|access|view|see)\b",
        ),
        (("to continue", "to keep"), r"\bto (?:continue|keep) reading\b"),
        (("to read",), r"\bto read (?:the (?:full|rest|whole)|this (?:article|story))"),
        (
            ("subscri", "member"),
            r"\b(?:article|story|content) (?:is )?(?:only )?(?:for|available to|reserved for"
            r"|exclusive to) (?:our )?(?:subscribers|members)\b",
        ),
        (("already a",), r"\balready a (?:subscriber|member)\b"),
        (("you have",), r"\byou have (?:reached|read) (?:your|all)[^.]{0,40}free\b"),
        (("unlock",), r"\bunlock this (?:article|story)\b"),
        (("chars]",), r"\[\+\d+ chars\]"),
        (
            ("read more", "read the"),
            r"\bread (?:more|the (?:full|rest))[^.]{0,40}(?:…|\.\.\.|»|>)?$",
        ),
        (("abonn",), r"\b(?:nur )?für abonnent\w*"),
        (("jetzt",), r"\bjetzt (?:abonnieren|weiterlesen|testen und weiterlesen)\b"),
        (("weiterlesen",), r"\bweiterlesen mit\b"),
        (("weiterlesen",), r"\bmit (?:dem )?(?:abo|[\w+]+-?abo) weiterlesen\b"),
        (("weiterzulesen",), r"\bum weiterzulesen\b"),
        (("réservé",), r"\b(?:article|contenu) réservé\b"),
        (("réservé",), r"\bréservée? (?:à nos|aux) abonn"),
        (("lire la suite",), r"\bpour lire la suite\b"),
        (("abonnez",), r"\babonnez-vous pour\b"),
        (("leyendo", "lendo"), r"\bpara (?:seguir|continuar) (?:leyendo|lendo)\b"),
        (("suscríbete",), r"\bsuscríbete para\b"),
        (
            ("suscriptor", "assinante"),
            r"\b(?:exclusivo|solo) para (?:suscriptores|assinantes)\b",
        ),
        (("abbonati",), r"\briservat[oi] agli abbonati\b"),
        (("abbonati",), r"\babbonati per\b"),
        (("verder lezen",), r"\bverder lezen\b"),
        (("abonnees",), r"\balleen voor abonnees\b"),
        (("läsa vidare",), r"\bför att läsa vidare\b"),
        (("prenumerera",), r"\bprenumerera för\b"),
        (("abonnenter",), r"\b(?:kun )?for abonnenter\b"),
        (("dostęp",), r"\bdostęp(?:ne|ny) (?:tylko )?dla (?:subskry|pren)"),
        (("подписчиков",), r"\bтолько для подписчиков\b"),
    )
)
#: Without one of these a line has none of the phrases.
CUT_OFF_STEMS = tuple(sorted({stem for stems, _ in CUT_OFF_PHRASES for stem in stems}))
