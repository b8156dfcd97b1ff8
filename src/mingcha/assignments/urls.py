"""Addresses of assignments."""

from django.urls import path

from mingcha.assignments.views import directives, tasks

app_name = "assignments"
urlpatterns = [
    path("directives/", directives.directive_list, name="directive_list"),
    path("directives/<int:pk>/", directives.directive_detail, name="directive_detail"),
    path("tasks/", tasks.task_list, name="task_list"),
    path("tasks/<int:pk>/", tasks.task_detail, name="task_detail"),
]
