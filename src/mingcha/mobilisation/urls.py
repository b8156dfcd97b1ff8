"""Addresses of the pages of mobilisation."""

from django.urls import path

from mingcha.mobilisation import views

app_name = "mobilisation"
urlpatterns = [
    path("meetings/", views.meeting_list, name="meeting_list"),
    path("meetings/<int:pk>/", views.meeting_detail, name="meeting_detail"),
    path("relays/", views.relay_list, name="relay_list"),
    path("relays/<int:pk>/", views.relay_detail, name="relay_detail"),
    path("instructions/", views.instruction_list, name="instruction_list"),
    path("instructions/<int:pk>/", views.instruction_detail, name="instruction_detail"),
    path("courses/", views.course_list, name="course_list"),
    path("courses/<int:pk>/", views.course_detail, name="course_detail"),
]
