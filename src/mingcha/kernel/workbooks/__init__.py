"""Workbooks (电子表格): read with every cell checked, written as a stream. Knows no unit and no HTTP.

Rooms:
    places    where a cell is (表、行、列) and what is wrong there
    scanning  what a file may not be before anybody reads it: a bomb, a boundless sheet, formulas without a result
    opening   xlsx, xls, ods and csv as sheets of rows
    cells     one cell into text, number, day
    columns   what a column takes; a whole column checked at once
    tables    a sheet with a head line into checked rows, errors by place
    intake    a file taken in whole or not at all, and only once
    styles    the looks a written cell may have
    writer    xlsx as a stream of bytes
    plain     csv as a stream of bytes
"""
