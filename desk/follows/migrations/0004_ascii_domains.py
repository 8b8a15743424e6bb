"""Addresses in domains with other letters, as mail servers know them. Two spellings of one mailbox become one follower."""

import idna
from django.db import migrations


def _with_ascii_domain(address: str) -> str:
    name, _, domain = address.rpartition("@")
    try:
        return f"{name}@{idna.encode(domain, uts46=True).decode('ascii')}"
    except idna.IDNAError:
        return address


def encode_domains(apps, schema_editor) -> None:
    """What the one of two has and the other has not goes over to that; what both have is kept once."""
    Follower, Follow = apps.get_model("follows", "Follower"), apps.get_model("follows", "Follow")
    for number, email, mailbox in list(Follower.objects.values_list("pk", "email", "mailbox").order_by("pk").iterator()):
        if mailbox.rpartition("@")[2].isascii():
            continue
        other = Follower.objects.filter(mailbox=_with_ascii_domain(mailbox)).exclude(pk=number).first()
        if other is None:
            Follower.objects.filter(pk=number).update(email=_with_ascii_domain(email), mailbox=_with_ascii_domain(mailbox))
            continue
        has = set(Follow.objects.filter(follower=other).values_list("kind", "slug"))
        for follow in Follow.objects.filter(follower=number):
            if (follow.kind, follow.slug) not in has:
                Follow.objects.filter(pk=follow.pk).update(follower=other)
        Follower.objects.filter(pk=number).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("follows", "0003_see_address"),
    ]

    operations = [
        migrations.RunPython(encode_domains, migrations.RunPython.noop),
    ]
