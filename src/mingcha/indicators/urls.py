"""Addresses of indicators."""

from django.urls import path

from mingcha.indicators import views

app_name = "indicators"
urlpatterns = [
    path("values/", views.value_list, name="value_list"),
    path("values/<int:pk>/", views.value_detail, name="value_detail"),
    path("targets/", views.target_list, name="target_list"),
    path("targets/<int:pk>/", views.target_detail, name="target_detail"),
]
