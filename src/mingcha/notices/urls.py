"""Addresses of notices."""

from django.urls import path

from mingcha.notices.views import notices, reports, wordings

app_name = "notices"
urlpatterns = [
    path("", notices.notice_list, name="notice_list"),
    path("<int:pk>/", notices.notice_detail, name="notice_detail"),
    path("retry", notices.retry_notices, name="retry_notices"),
    path("messages/", notices.message_list, name="message_list"),
    path("messages/<int:pk>/", notices.message_detail, name="message_detail"),
    path("messages/read", notices.read_messages, name="read_messages"),
    path("wordings/", wordings.wording_list, name="wording_list"),
    path("wordings/<int:pk>/", wordings.wording_detail, name="wording_detail"),
    path("wordings/approve", wordings.approve_wording, name="approve_wording"),
    path("hours", wordings.set_sending_hours, name="set_sending_hours"),
    path("report", reports.delivery_report, name="delivery_report"),
]
