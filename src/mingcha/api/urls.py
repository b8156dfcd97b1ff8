"""Addresses of the interface, under `/api/`."""

from django.urls import path

from mingcha.api.site import api

urlpatterns = [path("", api.urls)]
