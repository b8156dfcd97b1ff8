"""A folder of data files: hand-editable TOML and CSV, read by name, remembered by one digest."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from mingcha.kernel.errors import BadFile
from mingcha.kernel.files import Line, Toml, read_csv, read_toml

KINDS = {".toml", ".csv", ".md"}


class Folder:
    """The files below one folder."""

    def __init__(self, path: Path) -> None:
        if not path.is_dir():
            raise BadFile("没有这个目录", file=str(path))
        self.path = path
        self.name = path.resolve().name

    def digest(self) -> str:
        """SHA-256 over all data files, names and contents, in order of name."""
        told = hashlib.sha256()
        for file in sorted(f for f in self.path.rglob("*") if f.suffix in KINDS and f.name != "README.md"):
            told.update(f"{file.relative_to(self.path)}\0".encode())
            told.update(hashlib.sha256(file.read_bytes()).digest())
        return told.hexdigest()

    def size(self) -> int:
        """About how many records the folder holds: lines of its CSV files and sections of its TOML files."""
        lines = sum(file.read_bytes().count(b"\n") - 1 for file in self.path.rglob("*.csv"))
        return lines + sum(file.read_bytes().count(b"\n[[") for file in self.path.rglob("*.toml"))

    def toml(self, name: str) -> Toml:
        """A TOML file of the folder."""
        return read_toml(self.path / name)

    def lines(self, name: str, columns: Sequence[str]) -> Iterator[Line]:
        """The lines of a CSV file of the folder."""
        return read_csv(self.path / name, columns)

    def text(self, name: str) -> str:
        """The text of a file.

        Raises:
            BadFile: not there, or not UTF-8.
        """
        inside = (self.path / name).resolve()
        if not inside.is_relative_to(self.path.resolve()):
            raise BadFile("文件须在演示数据目录之内", file=name)
        try:
            return inside.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise BadFile("没有这个文件，或不是 UTF-8", file=name) from error
