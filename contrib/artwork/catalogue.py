"""Which picture is drawn by which function. The names are the file names without `.png`."""

from collections.abc import Callable

from . import desks, doors, emblems, gardens, gatherings, hands, shifts, streets, support, threads, walls

PICTURES: dict[str, Callable[[], str]] = {
    "not-another-review": desks.not_another_review,
    "handshake": hands.handshake,
    "wine-section": gatherings.wine_section,
    "pulse": threads.pulse,
    "relational-welfare": threads.relational_welfare,
    "southwark": streets.southwark,
    "four-in-five": streets.four_in_five,
    "witness": walls.witness,
    "before-you-send": desks.before_you_send,
    "five-shifts-lead": shifts.five_shifts_lead,
    "five-shifts": shifts.five_shifts,
    "credit-where-due": walls.credit_where_due,
    "inbox": doors.inbox,
    "closing-house": doors.closing_house,
    "keeping": gardens.keeping,
    "backr": support.backr,
    "circle": gatherings.circle,
    "callout-childrens-services": hands.kite,
    "callout-good-help": support.good_help,
    "avatar-gosbert-chagula": emblems.gosbert_chagula,
    "avatar-kate-bagley": emblems.kate_bagley,
    "avatar-miia-chambers": emblems.miia_chambers,
    "avatar-the-editors": emblems.the_editors,
    "avatar-the-picture-desk": emblems.the_picture_desk,
}
