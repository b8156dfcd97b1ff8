"""Load a folder whole, once: in one transaction, so a killed load leaves nothing and a second one writes nothing."""

from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from mingcha.cli.loading import bulletins, campaign, inspections, mobilisation, plans, registry, reported
from mingcha.cli.loading.context import Context
from mingcha.cli.loading.folder import Folder
from mingcha.kernel import ledger
from mingcha.kernel.errors import BadFile
from mingcha.kernel.models import LoadedFolder
from mingcha.orgs.models import Post

PARTS = (registry, campaign, mobilisation, plans, inspections, reported, bulletins)


@transaction.atomic
def load_folder(path: Path, *, actor: Post, tick: Callable[[int], None]) -> int:
    """Load a folder of data files; gives the number of records written, 0 where it is loaded already.

    Raises:
        BadFile: anything wrong, with file and line; nothing is written. Also where the folder was loaded with other
            contents: records are corrected by void and successor, not by editing what they were made from.
    """
    folder = Folder(path)
    digest = folder.digest()
    loaded = LoadedFolder.objects.filter(name=folder.name).first()
    if loaded is not None:
        if loaded.digest != digest:
            raise BadFile("已载入过，内容与现在的文件不同；要重建请用 make demo FRESH=1", file=folder.name)
        return 0
    context = Context(folder=folder, actor=actor, tick=tick)
    for part in PARTS:
        part.load(context)
    made = LoadedFolder.objects.create(name=folder.name, digest=digest, records=context.written)
    ledger.enter("demo.load_folder", actor=actor, on=made, rows=context.written, digest=digest)
    return context.written
