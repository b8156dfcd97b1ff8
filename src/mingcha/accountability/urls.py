"""Addresses of accountability."""

from django.urls import path

from mingcha.accountability import views

app_name = "accountability"
urlpatterns = [
    path("organisations/", views.organisation_outcome_list, name="organisation_outcome_list"),
    path("organisations/<int:pk>/", views.organisation_outcome_detail, name="organisation_outcome_detail"),
    path("persons/", views.person_outcome_list, name="person_outcome_list"),
    path("persons/<int:pk>/", views.person_outcome_detail, name="person_outcome_detail"),
    path("transfers/", views.transfer_batch_list, name="transfer_batch_list"),
    path("transfers/<int:pk>/", views.transfer_batch_detail, name="transfer_batch_detail"),
    path("problems/", views.found_problem_list, name="found_problem_list"),
    path("problems/<int:pk>/", views.found_problem_detail, name="found_problem_detail"),
    path("cases/", views.case_reading_list, name="case_reading_list"),
    path("cases/<int:pk>/", views.case_reading_detail, name="case_reading_detail"),
]
