"""Addresses of inspection."""

from django.urls import path

from mingcha.inspections import views

app_name = "inspections"
urlpatterns = [
    path("rounds/", views.round_list, name="round_list"),
    path("rounds/<int:pk>/", views.round_detail, name="round_detail"),
    path("teams/", views.team_list, name="team_list"),
    path("teams/<int:pk>/", views.team_detail, name="team_detail"),
    path("visits/", views.visit_list, name="visit_list"),
    path("visits/<int:pk>/", views.visit_detail, name="visit_detail"),
    path("findings/", views.finding_list, name="finding_list"),
    path("findings/<int:pk>/", views.finding_detail, name="finding_detail"),
    path("reported/", views.reported_round_list, name="reported_round_list"),
    path("reported/<int:pk>/", views.reported_round_detail, name="reported_round_detail"),
]
