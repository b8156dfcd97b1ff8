"""Addresses of the pages of publicity."""

from django.urls import path

from mingcha.publicity import views

app_name = "publicity"
urlpatterns = [
    path("articles/", views.article_list, name="article_list"),
    path("articles/<int:pk>/", views.article_detail, name="article_detail"),
    path("columns/", views.column_list, name="column_list"),
    path("columns/<int:pk>/", views.column_detail, name="column_detail"),
    path("interviews/", views.interview_list, name="interview_list"),
    path("interviews/<int:pk>/", views.interview_detail, name="interview_detail"),
    path("materials/", views.material_list, name="material_list"),
    path("materials/<int:pk>/", views.material_detail, name="material_detail"),
]
