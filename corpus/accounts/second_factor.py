"""The second factor at sign-in: codes of an authenticator app (TOTP, RFC 6238), or recovery codes.

django-otp keeps the secrets, takes each code once and slows down guessing. A secret counts once
its owner has shown a code that it makes.
"""

from __future__ import annotations

import hashlib
import secrets
from base64 import b32encode
from typing import TYPE_CHECKING, Any

import segno
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest
from django_otp.plugins.otp_totp.models import TOTPDevice

from corpus.models import RecoveryCode

if TYPE_CHECKING:
    from corpus.accounts.roles import AnyUser

RECOVERY_CODES = 10
_RECOVERY_BYTES = 10
_GROUP = 4
#: In the session: the device by which it was verified.
_VERIFIED = "second_factor"


def has_second_factor(user: AnyUser) -> bool:
    """Return whether a user has an authenticator that counts."""
    return bool(device_of(user))


def device_of(user: AnyUser) -> Any:
    """Return a user's authenticator that counts, or None."""
    return TOTPDevice.objects.filter(user_id=user.pk, confirmed=True).first()


def is_verified(request: HttpRequest) -> bool:
    """Return whether this session showed the second factor that its user has now."""
    verified = request.session.get(_VERIFIED)
    if verified is None:
        return False
    found = TOTPDevice.objects.filter(pk=verified, user_id=request.user.pk, confirmed=True)
    return bool(found.exists())


def mark_verified(request: HttpRequest, device: Any) -> None:
    """Note in the session that its user showed a code of `device`."""
    request.session[_VERIFIED] = device.pk


def verify(user: User, code: str) -> bool:
    """Return whether a code is right now: of the app, or a recovery code, which then is used up.

    Wrong codes lock the authenticator for a time that doubles with each, from a second on.
    """
    device = device_of(user)
    if device is None or not device.verify_is_allowed()[0]:
        return False
    plain = "".join(filter(str.isalnum, code))
    if plain.isdecimal():
        return bool(device.verify_token(plain))
    used, _ = RecoveryCode.objects.filter(owner=user, digest=_digest(plain)).delete()
    if used:
        device.throttle_reset()
    else:
        device.throttle_increment()
    return bool(used)


def begin(user: User) -> Any:
    """Return a new authenticator that does not count yet, in place of an earlier such one."""
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user, confirmed=False).delete()
        return TOTPDevice.objects.create(user=user, name="authenticator", confirmed=False)


def begun(user: AnyUser) -> Any:
    """Return the authenticator that its owner has not confirmed yet, or None."""
    return TOTPDevice.objects.filter(user_id=user.pk, confirmed=False).first()


def confirm(device: Any, code: str) -> list[str]:
    """Have an authenticator count from now on, instead of an earlier one.

    Returns new recovery codes, or an empty list where the code is wrong.
    """
    with transaction.atomic():
        if not device.verify_token("".join(filter(str.isdecimal, code))):
            return []
        TOTPDevice.objects.filter(user=device.user).exclude(pk=device.pk).delete()
        device.confirmed = True
        device.save(update_fields=["confirmed"])
        return new_recovery_codes(device.user)


def new_recovery_codes(user: User) -> list[str]:
    """Make recovery codes, which replace the earlier ones. They can be shown only now."""
    codes = [
        _grouped(b32encode(secrets.token_bytes(_RECOVERY_BYTES)).decode())
        for _ in range(RECOVERY_CODES)
    ]
    with transaction.atomic():
        RecoveryCode.objects.filter(owner=user).delete()
        RecoveryCode.objects.bulk_create(
            RecoveryCode(owner=user, digest=_digest(code)) for code in codes
        )
    return codes


def recovery_codes_left(user: AnyUser) -> int:
    """Return how many recovery codes were not used yet."""
    return RecoveryCode.objects.filter(owner_id=user.pk).count()


def remove(user: User) -> bool:
    """Remove a user's second factor and recovery codes; return whether there was one."""
    with transaction.atomic():
        RecoveryCode.objects.filter(owner=user).delete()
        removed, _ = TOTPDevice.objects.filter(user=user).delete()
        return bool(removed)


def secret_text(device: Any) -> str:
    """Return the secret as people type it: base32 in groups of four."""
    return _grouped(b32encode(device.bin_key).decode())


def qr_path(device: Any) -> tuple[str, int]:
    """Return the QR code of a secret as the path of an SVG, and the side of its square."""
    rows = list(segno.make(device.config_url, micro=False).matrix_iter(border=4))
    dark = [(x, y) for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark]
    return "".join(f"M{x} {y}h1v1h-1z" for x, y in dark), len(rows)


def _digest(code: str) -> str:
    plain = "".join(filter(str.isalnum, code)).upper()
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()


def _grouped(text: str) -> str:
    return " ".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))
