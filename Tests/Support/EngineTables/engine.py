"""Runs SQL in an engine that has a Python package: duckdb, chdb (ClickHouse) or psycopg2 (Postgres).

A line in, a statement: backslashes and newlines written \\\\ and \\n. Lines out: `ok` and the number of rows,
then the rows with tabs between their values, NULL written \\N; or `error` and why.
"""

import os
import sys


def escaped(text):
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


def unescaped(text):
    pieces = text.split("\\\\")
    return "\\".join(piece.replace("\\n", "\n") for piece in pieces)


def cell(value):
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "1" if value else "0"
    return escaped(repr(value) if isinstance(value, float) else str(value))


def connect(name):
    if name == "duckdb":
        import duckdb

        connection = duckdb.connect()
        return connection.execute
    if name == "clickhouse":
        from chdb import dbapi

        cursor = dbapi.connect().cursor()
    else:
        import psycopg2

        connection = psycopg2.connect(os.environ["TALLY_POSTGRES"])
        connection.autocommit = True
        cursor = connection.cursor()

    def run(statement):
        cursor.execute(statement)
        return cursor

    return run


def main():
    try:
        run = connect(sys.argv[1])
    except (ImportError, KeyError) as missing:
        print("missing", escaped(str(missing)), flush=True)
        return
    print("ready", flush=True)
    for line in sys.stdin.buffer:
        statement = unescaped(line.decode().rstrip("\n"))
        try:
            result = run(statement)
            rows = result.fetchall() if result.description else []
        except Exception as problem:  # whatever the engine finds wrong
            print("error", escaped(str(problem)), flush=True)
            continue
        lines = ["\t".join(cell(value) for value in row) for row in rows]
        sys.stdout.buffer.write("\n".join([f"ok {len(rows)}", *lines, ""]).encode())
        sys.stdout.buffer.flush()


main()
