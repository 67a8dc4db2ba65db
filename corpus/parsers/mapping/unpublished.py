"""Records of an export that nobody published as an article: drafts, attachments, people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from corpus.parsers.mapping.field_names import fold_name

_DRAFTS = {
    "draft": "a draft",
    "auto-draft": "a draft",
    "autodraft": "a draft",
    "pending": "a post that waits for review",
    "future": "a post that was not out yet",
    "scheduled": "a post that was not out yet",
    "private": "a private post",
    "trash": "a post in the bin",
    "trashed": "a post in the bin",
    "deleted": "a deleted post",
    "inherit": "a revision or attachment",
    "unpublished": "a post that was not published",
    "spam": "spam",
}
_NO_ARTICLES = {
    "attachment": "an attachment",
    "nav_menu_item": "a menu item",
    "revision": "a revision",
    "comment": "a comment",
    "service": "a service message",
    "wp_block": "a part of the site's design",
    "custom_css": "a part of the site's design",
    "customize_changeset": "a part of the site's design",
    "oembed_cache": "a part of the site's design",
    "user_request": "a request of a user",
    "wpforms": "a form",
    "wpcf7_contact_form": "a form",
    "feedback": "a message from a form",
    "acf-field": "a part of the site's design",
    "acf-field-group": "a part of the site's design",
    "elementor_library": "a part of the site's design",
    "product": "a product",
    "shop_order": "an order",
}
_NO_REFERENCES = {"note": "a note", "annotation": "an annotation"}
_STATUS = frozenset({"status", "poststatus", "state", "wpstatus", "visibility"})
_KIND = frozenset({"type", "posttype", "itemtype", "wpposttype", "contenttype", "kind"})
_IS_PUBLISHED = frozenset({"ispublished", "published", "publish", "live"})
_IS_DRAFT = frozenset({"draft", "isdraft", "isprivate", "private", "unpublished"})
_PASSWORD = frozenset({"postpassword", "wppostpassword"})
_YES = frozenset({"true", "1", "yes"})
_NO = frozenset({"false", "0", "no"})
_MAX_CHARS = 40
_PEOPLE = frozenset(
    {"email", "emailaddress", "mail", "emails", "phone", "telephone", "firstname", "lastname"}
)
_MEMBERS = frozenset(
    {
        *("activesubscription", "subscription", "subscribed", "subscriptionstatus", "optin"),
        *("emaildisabled", "stripecustomerid", "complimentaryplan", "emailopens", "unsubscribed"),
    }
)


def reason_to_skip(record: Mapping[str, Any]) -> str:
    """Return why a record is no published article, "" where nothing says so."""
    said = {
        fold_name(str(name)): str(value).strip()[: 2 * _MAX_CHARS].lower()[:_MAX_CHARS]
        for name, value in record.items()
        if isinstance(value, str | bool | int) and value != ""
    }
    for name in _KIND & said.keys():
        if reason := _NO_ARTICLES.get(said[name], ""):
            return reason
    if reason := _NO_REFERENCES.get(said.get("itemtype", ""), ""):
        return reason
    for name in _STATUS & said.keys():
        if reason := _DRAFTS.get(said[name], ""):
            return reason
    if any(said.get(name) in _NO for name in _IS_PUBLISHED) or any(
        said.get(name) in _YES for name in _IS_DRAFT
    ):
        return "a post that was not published"
    return "a post behind a password" if any(said.get(name) for name in _PASSWORD) else ""


def lists_people(names: Iterable[str]) -> bool:
    """Whether columns of these names are those of a list of people, such as subscribers."""
    folded = {fold_name(name) for name in names}
    return bool(folded & _PEOPLE) and bool(
        folded & _MEMBERS or len(folded & _PEOPLE) > 1 or not folded & {"text", "body", "content"}
    )
