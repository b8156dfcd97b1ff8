"""Workbooks of tasks as an office program fills them in."""

import io
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl.workbook import Workbook

from mingcha.assignments import actions
from mingcha.assignments.models import Task
from mingcha.assignments.tests.pages_world import World, at, browser
from mingcha.orgs.models import Post

COLUMN = "C"


def given_out(post: Post, task: Task) -> Workbook:
    """The workbook the post downloads for a task."""
    response = browser(post).get(at("task_workbook", task.pk))
    assert response.status_code == 200, response.status_code
    return openpyxl.load_workbook(io.BytesIO(response.content))


def place_of(book: Workbook, code: str) -> str:
    """The cell in which a field is filled."""
    for row in book.worksheets[0].iter_rows(min_col=1, max_col=1):
        if row[0].value == code:
            return f"{COLUMN}{row[0].row}"
    raise AssertionError(code)


def fill(book: Workbook, values: dict[str, Any], rows: list[list[Any]] | None = None) -> Workbook:
    """Type values by code, and rows into the table's sheet."""
    for code, value in values.items():
        book.worksheets[0][place_of(book, code)] = value
    for number, row in enumerate(rows or []):
        for column, value in enumerate(row):
            book["明细"].cell(5 + number, 2 + column, value)
    return book


def saved(book: Workbook) -> bytes:
    """The file as the program keeps it."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def sent(content: bytes, name: str = "填报表.xlsx") -> SimpleUploadedFile:
    """The file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def upload(post: Post, task: Task, content: bytes, *, name: str = "填报表.xlsx", **more: str) -> Any:
    """Upload a file on a task's page as htmx does; `submit` to send it at once."""
    headers = {"HX-Request": "true"}
    words = {"workbook": sent(content, name), **more}
    return browser(post).post(at("upload_workbook", task.pk), words, headers=headers)


def signed_for(world: World, **given: Any) -> Task:
    """The city's task, signed for."""
    task = world.task(**given)
    actions.sign_for_task(task, actor=world.clerk)
    return task
