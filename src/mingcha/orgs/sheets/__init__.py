"""Files of the registry into rows for the actions (登记册的表格).

Files: `divisions` (区划、省直单位、沿革), `kinds` (导入导出的单位表、联络表), `people` (领导小组表、责任表).
"""

from mingcha.orgs.sheets.divisions import (
    SuccessionRow,
    read_departments,
    read_divisions,
    read_order,
    read_successions,
    statistical_codes,
)

__all__ = [
    "SuccessionRow",
    "read_departments",
    "read_divisions",
    "read_order",
    "read_successions",
    "statistical_codes",
]
