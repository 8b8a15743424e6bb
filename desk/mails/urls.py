"""The addresses of the inbox, which is there only when mails go to it."""

from django.conf import settings
from django.urls import path

from desk.mails import views

urlpatterns = (
    [
        path("inbox/", views.all_letters, name="inbox"),
        path("inbox/<str:name>/", views.one_letter, name="letter"),
        path("inbox/<str:name>/html/", views.html_of, name="letter-html"),
    ]
    if settings.EMAIL == "inbox:"
    else []
)
