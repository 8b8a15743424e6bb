"""The addresses of following."""

from django.urls import path, re_path

from desk.follows import views
from newsroom.form_routes import FORM_ROUTES

urlpatterns = [
    path(FORM_ROUTES["FOLLOW"], views.follow, name="follow"),
    path("follow/sent/", views.sent, name="sent"),
    path("follow/confirm/<str:secret>/", views.confirm, name="confirm"),
    path("follow/yours/<str:word>/", views.yours, name="yours"),
    path("follow/yours/<str:word>/data.json", views.data, name="data"),
    path("follow/leave/<str:word>/", views.leave, name="leave"),
    # As mail programs may have changed them: without the slash, with the bracket or the full stop that stood behind them.
    re_path(r"^follow/confirm/?(?P<secret>[\s\S]*)\Z", views.confirm),
    re_path(r"^follow/yours/?(?P<word>[\s\S]*)\Z", views.yours),
    re_path(r"^follow/leave/?(?P<word>[\s\S]*)\Z", views.leave),
]
