"""Addresses of bulletins."""

from django.urls import path

from mingcha.bulletins import views

app_name = "bulletins"
urlpatterns = [
    path("", views.bulletin_list, name="bulletin_list"),
    path("<int:pk>/", views.bulletin_detail, name="bulletin_detail"),
    path("<int:pk>/figures/<int:index>/", views.figure, name="figure"),
    path("<int:pk>/errata/", views.errata, name="errata"),
    path("<int:pk>/files/<str:form>", views.download, name="download"),
]
