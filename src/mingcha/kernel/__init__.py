"""What every floor stands on (基础): it knows no unit and no HTTP.

Rooms:
    clock       now and today; when something happened; set in tests and in the demo
    workdays    the working-day calendar of the State Council's yearly notice (工作日历)
    ledger      the hash-chained, append-only book of all acts (台账)
    numbering   series of reference numbers: used, reserved, voided, gaps explained (编号)
    numerals    Chinese numerals, both ways (中文数字)
    pinyin      initials of Chinese names, kept beside them for search (拼音首字母)
    records     what every business record has: recorded, voided, succeeded (记录)
    evidence    files kept as they came, digest first (附件原件)
    files       data files edited by hand, CSV and TOML: errors name file and line
    errors      what can go wrong, without HTTP
    letters     messages that came into a mail folder, with what hangs on them (收件)
    jobs        background work by name, in the act's own transaction, tried again when it fails (后台任务)
    schedule    what is to be done again and again, and the worker (定时任务)
    models      the tables of the rooms above
    word        Word files: checked, named fields filled, built-in templates, joined, printed (Word 文件)
    kept        statements kept compiled (留存的语句)
    sqlite      the database engine: SQLite with a first-come queue in front of writers
    bulk          many checked rows into one table at once
    workbooks     xlsx, xls, ods and csv read with every cell checked, written as a stream
"""
