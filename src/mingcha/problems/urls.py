"""Addresses of the problem register."""

from django.urls import path

from mingcha.problems import views

app_name = "problems"
urlpatterns = [
    path("problems/", views.problem_list, name="problem_list"),
    path("problems/<int:pk>/", views.problem_detail, name="problem_detail"),
]
