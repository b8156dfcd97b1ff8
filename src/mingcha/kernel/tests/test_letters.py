"""Messages of a mail folder, as mail programs write them."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from mingcha.kernel import letters


def a_message(sender: str = "联络员 <Clerk@Example.cn>", **heads: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "box@example.cn", "填报表"
    for name, value in heads.items():
        message[name.replace("_", "-")] = value
    message.set_content("见附件")
    message.add_attachment(b"PK", maintype="application", subtype="octet-stream", filename="甲市.xlsx")
    return message


def put(folder: Path, content: bytes, name: str = "1.a.host") -> None:
    for part in ("new", "cur", "tmp"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    (folder / "new" / name).write_bytes(content)


def test_new_letters_tells_sender_and_attachments(tmp_path: Path) -> None:
    put(tmp_path, a_message(Message_ID="<1@example.cn>").as_bytes())

    (letter,) = letters.new_letters(tmp_path)

    assert (letter.sender, letter.is_automatic) == ("clerk@example.cn", False)
    assert [(one.name, one.content) for one in letter.attachments] == [("甲市.xlsx", b"PK")]


def test_new_letters_reads_names_in_gbk_as_old_mail_programs_write_them(tmp_path: Path) -> None:
    raw = a_message().as_bytes()
    start = raw.index(b"filename")
    end = raw.index(b"\n", start)
    put(tmp_path, raw[:start] + b'filename="=?gb2312?B?vNfK0C54bHN4?="' + raw[end:])

    (letter,) = letters.new_letters(tmp_path)

    assert [one.name for one in letter.attachments] == ["甲市.xlsx"]


def test_settle_moves_a_letter_out_of_the_new_ones(tmp_path: Path) -> None:
    put(tmp_path, a_message().as_bytes())
    (letter,) = letters.new_letters(tmp_path)

    letters.settle(tmp_path, letter)

    assert list(letters.new_letters(tmp_path)) == []
    assert [path.name.partition(":")[2] for path in (tmp_path / "cur").iterdir()] == ["2,S"]


@pytest.mark.parametrize("heads", [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}])
def test_new_letters_knows_what_a_machine_wrote(tmp_path: Path, heads: dict[str, str]) -> None:
    put(tmp_path, a_message(**heads).as_bytes())

    assert [letter.is_automatic for letter in letters.new_letters(tmp_path)] == [True]


@pytest.mark.parametrize("sender", ["a@example.cn, b@example.cn", ""])
def test_new_letters_with_no_single_sender_have_none(tmp_path: Path, sender: str) -> None:
    put(tmp_path, a_message(sender).as_bytes())

    assert [letter.sender for letter in letters.new_letters(tmp_path)] == [""]


def test_new_letters_does_not_parse_what_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "MOST_BYTES", 10)
    put(tmp_path, a_message().as_bytes())

    assert [(one.is_too_large, one.attachments) for one in letters.new_letters(tmp_path)] == [(True, [])]


def test_same_message_delivered_twice_has_one_identity(tmp_path: Path) -> None:
    content = a_message(Message_ID="<1@example.cn>").as_bytes()
    put(tmp_path, content)
    put(tmp_path, b"Received: again\n" + content, "2.b.host")

    first, second = letters.new_letters(tmp_path)

    assert first.identity == second.identity


def test_new_letters_of_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(letters.new_letters(tmp_path / "nowhere"))


@pytest.mark.parametrize(
    "head", [b"From: <", b'From: "', b"From: a@[", b"Message-ID: <a@[", b"From: aa:; ]", b"From: ;, .\\a<a>"]
)
def test_new_letters_whose_heads_cannot_be_read_are_from_nobody_and_stop_no_other(head: bytes, tmp_path: Path) -> None:
    put(tmp_path, head + b"\r\n\r\n", "1.a.host")
    put(tmp_path, a_message().as_bytes(), "2.a.host")

    bad, good = letters.new_letters(tmp_path)
    letters.settle(tmp_path, bad)

    assert (bad.sender, bad.attachments, good.sender) == ("", [], "clerk@example.cn")
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["2.a.host"]
