"""Files kept as they came: digest first, nothing active, no strange names."""

import hashlib
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from mingcha.kernel import evidence
from mingcha.kernel.errors import BadValue, NotThere
from mingcha.kernel.models import StoredFile

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_keep_when_given_bytes_then_digest_size_and_content_are_theirs() -> None:
    content = "整改报告".encode()

    stored = evidence.keep(content, name="整改 报告.pdf", media_type="application/PDF")

    assert (stored.name, stored.size, stored.media_type) == ("整改 报告.pdf", len(content), "application/pdf")
    assert stored.digest == hashlib.sha256(content).hexdigest()
    with evidence.open_stored(stored) as file:
        assert file.read() == content
    assert evidence.is_intact(stored)


def test_keep_when_the_same_content_comes_twice_then_it_is_stored_once() -> None:
    first = evidence.keep(b"same", name="a.txt")
    second = evidence.keep(BytesIO(b"same"), name="b.txt", media_type="not a type")

    assert (first.path, second.media_type, second.name) == (second.path, "application/octet-stream", "b.txt")


def test_keep_when_a_large_file_was_read_before_then_all_of_it_is_kept() -> None:
    file = ContentFile(b"x" * (evidence.CHUNK + 7), name="large.bin")
    file.read(5)

    stored = evidence.keep(file, name="large.bin")

    assert stored.size == evidence.CHUNK + 7
    assert evidence.is_intact(stored)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("工具.exe", b"x"),
        ("report.pdf.exe ", b"x"),
        ("a.exe.pdf", b"x"),
        ("page.HTML", b"x"),
        ("picture.svg", b"x"),
        ("book.xlsm", b"x"),
        ("report.pdf", b"MZ\x90\x00"),
        ("report.pdf", b"\x7fELF"),
        ("notes.txt", b"#!/bin/sh\n"),
        ("notes.txt", b"\xef\xbb\xbf \n<!DOCTYPE html><p>"),
        ("photo.jpg", b'<?xml version="1.0"?><!-- x --><svg xmlns="...">'),
        ("photo.jpg", b"<script>alert(1)</script>"),
    ],
)
def test_keep_when_a_machine_or_browser_would_run_it_then_it_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(BadValue, match="不接收") as error:
        evidence.keep(content, name=name)

    assert error.value.field == "file"
    assert not StoredFile.objects.exists()


def test_keep_when_too_large_or_empty_then_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "MAX_BYTES", 10)

    with pytest.raises(BadValue, match="不能超过"):
        evidence.keep(b"x" * 11, name="a.txt")
    with pytest.raises(BadValue, match="空文件"):
        evidence.keep(b"", name="a.txt")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\文件\\台账.xlsx", "台账.xlsx"),
        ("a\x00b\r\n\u202e.txt", "ab.txt"),
        ("长" * 300 + ".docx", "长" * 115 + ".docx"),
        ("  .hidden ", "hidden"),
    ],
)
def test_clean_name_when_it_could_mislead_then_only_the_harmless_part_stays(name: str, kept: str) -> None:
    assert evidence.clean_name(name) == kept


def test_clean_name_when_nothing_is_left_then_it_is_refused() -> None:
    with pytest.raises(BadValue, match="没有名称"):
        evidence.clean_name("../")


def test_open_stored_when_the_storage_lost_or_changed_it_then_it_says_so() -> None:
    stored = evidence.keep(b"content", name="a.txt")
    default_storage.delete(stored.path)
    default_storage.save(stored.path, ContentFile(b"altered"))

    assert not evidence.is_intact(stored)

    default_storage.delete(stored.path)
    with pytest.raises(NotThere, match=r"a\.txt"):
        evidence.open_stored(stored)
