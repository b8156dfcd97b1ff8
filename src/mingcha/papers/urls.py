"""Addresses of papers."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from mingcha.papers.views import layouts, making, numbers, papers, templates


class FormatConverter(StringConverter):
    """How a batch is given out."""

    regex = "zip|docx|pdf"


register_converter(FormatConverter, "papersformat")
app_name = "papers"
urlpatterns = [
    path("", papers.paper_list, name="paper_list"),
    path("<int:pk>/", papers.paper_detail, name="paper_detail"),
    path("<int:pk>/word/", papers.paper_word, name="paper_word"),
    path("<int:pk>/pdf/", papers.paper_pdf, name="paper_pdf"),
    path("<int:pk>/void/", papers.void_paper, name="void_paper"),
    path("<int:pk>/replace/", papers.replace_paper, name="replace_paper"),
    path("make/<str:key>/", making.make_paper, name="make_paper"),
    path("batches/<uuid:token>/", papers.paper_batch, name="paper_batch"),
    path("batches/<uuid:token>/<papersformat:form>/", papers.batch_file, name="batch_file"),
    path("templates/", templates.template_list, name="template_list"),
    path("templates/kinds/<str:key>/", templates.upload_template, name="upload_template"),
    path("templates/kinds/<str:key>/built-in/", templates.built_in_template, name="built_in_template"),
    path("templates/<int:pk>/word/", templates.template_word, name="template_word"),
    path("templates/<int:pk>/retire/", templates.retire_template, name="retire_template"),
    path("layouts/", layouts.layout_list, name="layout_list"),
    path("layouts/<str:key>/", layouts.edit_layout, name="add_layout"),
    path("layouts/<str:key>/<str:name>/", layouts.edit_layout, name="edit_layout"),
    path("layouts/<str:key>/<str:name>/out/", layouts.take_out_layout, name="take_out_layout"),
    path("layouts/<str:key>/<str:name>/<int:version>/", layouts.restore_layout, name="restore_layout"),
    path("numbers/", numbers.series_list, name="series_list"),
    path("numbers/series/", numbers.series_page, name="series_page"),
    path("numbers/reserve/", numbers.reserve_numbers, name="reserve_numbers"),
    path("numbers/skip/", numbers.skip_numbers, name="skip_numbers"),
    path("numbers/explain/", numbers.explain_gap, name="explain_gap"),
    path("numbers/void/", numbers.void_number, name="void_number"),
]
