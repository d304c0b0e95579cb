"""Copying a schema with its rows, so exactly that later migrations find every name they look for.

Plain catalogue queries and DDL in the caller's transaction. It copies what Django's migrations make: tables with
identity columns, constraints and indexes. See docs/adr/0003-cloning-schemas.md for why it is not the library's.
"""

from typing import LiteralString

from django.db import connection

from federation.courts.current import forget_search_path

OTHER_OBJECTS: LiteralString = """
    SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace(%(source)s) AND relkind NOT IN ('r', 'i', 'S')
    UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = to_regnamespace(%(source)s)
    UNION ALL SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
        WHERE relnamespace = to_regnamespace(%(source)s) AND NOT tgisinternal
"""
# Every query yields one statement a row, in which names without a schema mean the target's.
TABLES: LiteralString = """
    SELECT format('CREATE TABLE %%I (LIKE %%s INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING IDENTITY INCLUDING STORAGE)',
                  relname, oid::regclass)
    FROM pg_class WHERE relnamespace = to_regnamespace(%(source)s) AND relkind = 'r' ORDER BY relname
"""
ROWS: LiteralString = """
    SELECT format('INSERT INTO %%I (%%s) OVERRIDING SYSTEM VALUE SELECT %%2$s FROM %%3$s',
                  relname, string_agg(quote_ident(attname), ', ' ORDER BY attnum), c.oid::regclass)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
    WHERE relnamespace = to_regnamespace(%(source)s) AND relkind = 'r' GROUP BY c.oid, relname
"""
SEQUENCES: LiteralString = """
    WITH sequence AS (
        SELECT s.relname AS name, last_value, v.data_type, parse_ident(pg_get_serial_sequence(
            format('%%I.%%I', %(target)s::text, t.relname), attname)) AS made
        FROM pg_class s JOIN pg_depend d ON d.objid = s.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'i'
        JOIN pg_class t ON t.oid = d.refobjid JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
        JOIN pg_sequences v ON v.schemaname = %(source)s AND v.sequencename = s.relname
        WHERE s.relnamespace = to_regnamespace(%(source)s) AND s.relkind = 'S')
    SELECT format('ALTER SEQUENCE %%I RENAME TO %%I', made[2], name) FROM sequence WHERE made[2] <> name
    UNION ALL
    SELECT format('ALTER SEQUENCE %%I AS %%s', name, data_type) FROM sequence
    UNION ALL
    SELECT format('SELECT setval(%%L, %%s)', name, last_value) FROM sequence WHERE last_value IS NOT NULL
"""
CONSTRAINTS: LiteralString = """
    SELECT format('ALTER TABLE %%I ADD CONSTRAINT %%I %%s', relname, conname, pg_get_constraintdef(c.oid))
    FROM pg_constraint c JOIN pg_class t ON t.oid = conrelid
    WHERE connamespace = to_regnamespace(%(source)s) AND contype IN ('p', 'u', 'c', 'x', 'f')
    ORDER BY contype = 'f', relname, conname
"""
INDEXES: LiteralString = """
    SELECT pg_get_indexdef(indexrelid, 0, true) FROM pg_index JOIN pg_class t ON t.oid = indrelid
    WHERE relnamespace = to_regnamespace(%(source)s)
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))
"""


class CannotClone(RuntimeError):
    """The schema holds something that this module does not copy: a view, a function, a trigger, a partition."""


def clone_schema(*, source: str, target: str) -> None:
    """Make `target` an exact copy of `source`. Both names must be ours. Raises CannotClone."""
    names = {"source": source, "target": target}
    quoted_source, quoted_target = connection.ops.quote_name(source), connection.ops.quote_name(target)
    with connection.cursor() as cursor:
        cursor.execute(OTHER_OBJECTS, names)
        if unknown := [name for (name,) in cursor.fetchall()]:
            raise CannotClone(f"schema {source} holds {', '.join(unknown)}, which a clone would lack")
        cursor.execute(f"CREATE SCHEMA {quoted_target}")
        for query in (TABLES, ROWS, SEQUENCES, CONSTRAINTS, INDEXES):
            # Definitions come without a schema while it stands in the search path, and mean the target when that does.
            cursor.execute(
                f"SET LOCAL search_path = {quoted_source}"
                if query in (CONSTRAINTS, INDEXES)
                else "SET LOCAL search_path = pg_catalog"
            )
            cursor.execute(query, names)
            statements = [statement for (statement,) in cursor.fetchall()]
            cursor.execute(f"SET LOCAL search_path = {quoted_target}, public")
            cursor.execute("; ".join(statements))
    forget_search_path()
