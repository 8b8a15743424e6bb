"""All addresses of the desk."""

from django.contrib import admin
from django.urls import include, path

from desk.health import health
from desk.pages import to_the_site

handler404 = "desk.pages.not_found"
urlpatterns = [
    path("", to_the_site),
    path("", include("desk.follows.urls")),
    path("", include("desk.mails.urls")),
    path("anymail/", include("desk.bounces.urls")),
    path("health", health, name="health"),
    path("admin/", admin.site.urls),
]
