"""Addresses of participants and programmes."""

from django.urls import path

from mingcha.campaigns import views

app_name = "campaigns"
urlpatterns = [
    path("participations/", views.participation_list, name="participation_list"),
    path("participations/<int:pk>/", views.participation_detail, name="participation_detail"),
    path("programmes/", views.programme_list, name="programme_list"),
    path("programmes/<int:pk>/", views.programme_detail, name="programme_detail"),
]
