"""Addresses of assignments."""

from django.urls import path

from mingcha.assignments import views

app_name = "assignments"
urlpatterns = [
    path("directives/", views.directive_list, name="directive_list"),
    path("directives/<int:pk>/", views.directive_detail, name="directive_detail"),
    path("tasks/", views.task_list, name="task_list"),
    path("tasks/<int:pk>/", views.task_detail, name="task_detail"),
]
