"""The database engine of the embedded site (嵌入式数据库): Django's SQLite with a first-come queue before writers."""
