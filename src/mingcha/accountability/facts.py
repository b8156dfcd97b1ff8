"""Facts about accountability. No personal column: persons are counted by `quantity`, each only once."""

from __future__ import annotations

from typing import Any

from mingcha.accountability.choices import CaseKind, Disposal, Form, OrganisationMeasure, PersonTreatment
from mingcha.accountability.models import CaseReading, FoundProblem, OrganisationOutcome, PersonOutcome, TransferBatch
from mingcha.figures.definitions import Column, ColumnKind, Fact
from mingcha.orgs.choices import Level


def _organisations(table: Any) -> Any:
    rows = table(OrganisationOutcome)
    return rows.filter(rows.voided_at.isnull())


def _persons(table: Any) -> Any:
    rows = table(PersonOutcome)
    return rows.filter(rows.voided_at.isnull())


def _transfers(table: Any) -> Any:
    rows = table(TransferBatch)
    return rows.filter(rows.voided_at.isnull())


def _problems(table: Any) -> Any:
    rows = table(FoundProblem)
    return rows.filter(rows.voided_at.isnull())


def _readings(table: Any) -> Any:
    rows = table(CaseReading)
    return rows.filter(rows.voided_at.isnull())


ORGANISATIONS = Fact(
    "accountability.organisations",
    label="党组织问责",
    says="有关机关作出的对党组织的问责，每个组织一行，来源只给数量的一行代表数个",
    record=OrganisationOutcome,
    rows=_organisations,
    columns=(
        Column("organisation_level", ColumnKind.CODE, "组织层级", Level),
        Column("measure", ColumnKind.CODE, "问责方式", OrganisationMeasure),
        Column("quantity", ColumnKind.INT, "组织数"),
    ),
)
PERSONS = Fact(
    "accountability.persons",
    label="人员问责处理",
    says="有关机关作出的对人员的问责处理，每人一行、每人只计一次，来源只给数量的一行代表数人",
    record=PersonOutcome,
    rows=_persons,
    columns=(
        Column("treatment", ColumnKind.CODE, "性质", PersonTreatment),
        Column("form", ColumnKind.CODE, "形态", Form),
        Column("disposal", ColumnKind.CODE, "处理方式", Disposal),
        Column("quantity", ColumnKind.INT, "人数"),
    ),
)
TRANSFERS = Fact(
    "accountability.transfers",
    label="批量移交",
    says="单位批量移交其他机关的人员，每批一行，单位为移交单位",
    record=TransferBatch,
    rows=_transfers,
    columns=(
        Column("transferred_to", ColumnKind.TEXT, "接收机关"),
        Column("matter", ColumnKind.TEXT, "事由"),
        Column("quantity", ColumnKind.INT, "人数"),
    ),
)
PROBLEMS = Fact(
    "accountability.problems",
    label="查出问题",
    says="各地各单位自报查出的问题，每项上报一行，单位为上报单位；与办公室检查发现分开",
    record=FoundProblem,
    rows=_problems,
    columns=(Column("field", ColumnKind.TEXT, "领域"), Column("quantity", ColumnKind.INT, "问题数")),
)
READINGS = Fact(
    "accountability.readings",
    label="通报案例",
    says="在会议等场合通报的案例，每次一行，单位为通报单位",
    record=CaseReading,
    rows=_readings,
    columns=(Column("case_kind", ColumnKind.CODE, "案例类型", CaseKind), Column("quantity", ColumnKind.INT, "案例数")),
)
FACTS = (ORGANISATIONS, PERSONS, TRANSFERS, PROBLEMS, READINGS)
