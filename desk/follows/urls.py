"""The addresses of following."""

from django.urls import path

from desk.follows import views
from wire.form_routes import FORM_ROUTES

urlpatterns = [
    path(FORM_ROUTES["FOLLOW"], views.follow, name="follow"),
    path("follow/sent/", views.sent, name="sent"),
    path("follow/confirm/<str:secret>/", views.confirm, name="confirm"),
    path("follow/yours/<str:word>/", views.yours, name="yours"),
    path("follow/yours/<str:word>/data.json", views.data, name="data"),
    path("follow/leave/<str:word>/", views.leave, name="leave"),
]
