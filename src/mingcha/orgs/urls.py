"""Addresses of the registry's pages."""

from django.urls import path

from mingcha.orgs import views

app_name = "orgs"
urlpatterns = [
    path("units/", views.unit_list, name="unit_list"),
    path("units/<int:pk>/", views.unit_detail, name="unit_detail"),
    path("leading-groups/", views.leading_group_list, name="leading_group_list"),
    path("leading-groups/<int:pk>/", views.leading_group_detail, name="leading_group_detail"),
]
