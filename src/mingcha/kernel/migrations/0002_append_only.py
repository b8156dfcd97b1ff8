"""The ledger is append-only (台账只增不改): triggers refuse every UPDATE and DELETE, on both databases."""

from django.db import migrations

REFUSAL = "the ledger is append-only"
SQLITE = [
    f"CREATE TRIGGER kernel_ledgerentry_no_{verb} BEFORE {verb} ON kernel_ledgerentry "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for verb in ("update", "delete")
]
POSTGRESQL = [
    "CREATE FUNCTION kernel_ledgerentry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    "CREATE TRIGGER kernel_ledgerentry_append_only BEFORE UPDATE OR DELETE ON kernel_ledgerentry "
    "FOR EACH ROW EXECUTE FUNCTION kernel_ledgerentry_refuse()",
]
UNDO = {
    "sqlite": [f"DROP TRIGGER kernel_ledgerentry_no_{verb}" for verb in ("update", "delete")],
    "postgresql": [
        "DROP TRIGGER kernel_ledgerentry_append_only ON kernel_ledgerentry",
        "DROP FUNCTION kernel_ledgerentry_refuse()",
    ],
}


def forbid(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]

    operations = [migrations.RunPython(forbid, allow)]
