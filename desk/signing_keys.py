"""Tells whether DESK_SECRET_KEY and DESK_SECRET_KEY_FALLBACKS are the keys that signed the links of this database. Fingerprints are stored, never a key."""

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from desk.models import SigningKey


def note_keys() -> None:
    """Store the fingerprint of the key in use, and with the first one those of the earlier keys; nothing while a key is missing."""
    with transaction.atomic():
        known = _fingerprints()
        stored = set(SigningKey.objects.values_list("fingerprint", flat=True))
        if stored <= set(known):
            new = known[:1] if stored else known
            SigningKey.objects.bulk_create([SigningKey(fingerprint=each) for each in new if each not in stored], ignore_conflicts=True)


def missing_keys() -> list[SigningKey]:
    """Keys that signed links of this database and are not in the settings, the oldest first."""
    return list(SigningKey.objects.exclude(fingerprint__in=_fingerprints()).order_by("since"))


def key_alarms() -> list[str]:
    """What is wrong with the keys, in a sentence with what to do."""
    missing = missing_keys()
    if not missing:
        return []
    return [
        f"The key with which this desk has signed links since {missing[0].since:%d %B %Y} or earlier is neither DESK_SECRET_KEY nor in DESK_SECRET_KEY_FALLBACKS: "
        "those links in mails are dead, also the ones to unsubscribe, and the stop-list may not know who was erased. "
        "Add it to DESK_SECRET_KEY_FALLBACKS and start the desk again. If it is lost, or you retired it on purpose: `desk accept_key`."
    ]


@transaction.atomic
def accept_keys() -> int:
    """Forget the keys that are missing, and go on with those in the settings; return how many are forgotten."""
    number, _ = SigningKey.objects.filter(pk__in=[each.pk for each in missing_keys()]).delete()
    if number:
        note_keys()
    return number


def _fingerprints() -> list[str]:
    """Those of the keys in the settings, the one in use first."""
    keys = dict.fromkeys((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))
    return [salted_hmac("desk.signing_keys", "fingerprint", secret=key, algorithm="sha256").hexdigest() for key in keys]
