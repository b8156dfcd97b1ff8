"""Addresses of the desk, at the root of the site."""

from django.urls import path

from mingcha.accounts.views import signing
from mingcha.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("login", signing.SignIn.as_view(), name="login"),
    path("logout", signing.sign_out, name="logout"),
    path("ledger/", views.ledger, name="ledger"),
    path("measures/", views.measures, name="measures"),
    path("progress/", views.state_page, name="state"),
    path("progress/<str:gauge>/", views.missing, name="missing"),
    path("roles/", views.role_list, name="role_list"),
    path("search/", views.find, name="search"),
    path("units/<str:code>/", views.unit, name="unit"),
    path("units/<str:code>/waiting/", views.unit_waiting, name="unit_waiting"),
]
