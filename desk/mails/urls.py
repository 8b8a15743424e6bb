"""URLs of the inbox, if mails go to it."""

from django.conf import settings
from django.urls import path

from desk.mails import views

urlpatterns = (
    [
        path("inbox/", views.all_mails, name="inbox"),
        path("inbox/<str:name>/", views.one_mail, name="inbox-mail"),
        path("inbox/<str:name>/html/", views.mail_html, name="inbox-mail-html"),
    ]
    if settings.EMAIL == "inbox:"
    else []
)
