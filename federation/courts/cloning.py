"""Copying a schema with its rows, so exactly that later migrations find every name they look for.

Plain catalogue queries and DDL in the caller's transaction. It copies what Django's migrations make: tables with
identity columns, constraints and indexes. See docs/adr/0003-cloning-schemas.md for why it is not the library's.
"""

from typing import LiteralString

from django.db import connection

from federation.courts.current import forget_search_path

# What stands in a schema is asked of pg_depend, which is indexed by it; pg_class and pg_constraint are not, and grow with
# every court: reading them through made the hundredth opening take half as long again as the first.
IN_SOURCE: LiteralString = """
    WITH namespace AS MATERIALIZED (SELECT to_regnamespace(%(source)s)::oid AS oid),
    inside AS MATERIALIZED (
        SELECT classid, objid FROM pg_depend
        WHERE refclassid = 'pg_namespace'::regclass AND refobjid = (SELECT oid FROM namespace)
    ),
    tables AS MATERIALIZED (
        SELECT c.oid, relname FROM inside JOIN pg_class c ON c.oid = objid
        WHERE classid = 'pg_class'::regclass AND relkind = 'r'
    )
"""
OTHER_OBJECTS: LiteralString = f"""
    {IN_SOURCE}
    SELECT relname FROM inside JOIN pg_class c ON c.oid = objid
        WHERE classid = 'pg_class'::regclass AND relkind NOT IN ('r', 'i', 'S')
    UNION ALL SELECT objid::regproc::text FROM inside WHERE classid = 'pg_proc'::regclass
    UNION ALL SELECT tgname FROM tables JOIN pg_trigger ON tgrelid = tables.oid WHERE NOT tgisinternal
"""
# Every query yields one statement a row, in which names without a schema mean the target's.
TABLES: LiteralString = f"""
    {IN_SOURCE}
    SELECT format('CREATE TABLE %%I (LIKE %%s INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING IDENTITY INCLUDING STORAGE)',
                  relname, oid::regclass)
    FROM tables ORDER BY relname
"""
ROWS: LiteralString = f"""
    {IN_SOURCE}
    SELECT format('INSERT INTO %%I (%%s) OVERRIDING SYSTEM VALUE SELECT %%2$s FROM %%3$s',
                  relname, string_agg(quote_ident(attname), ', ' ORDER BY attnum), tables.oid::regclass)
    FROM tables JOIN pg_attribute a ON a.attrelid = tables.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
    GROUP BY tables.oid, relname
"""
SEQUENCES: LiteralString = f"""
    {IN_SOURCE},
    sequence AS (
        SELECT s.relname AS name, pg_sequence_last_value(s.oid) AS last_value, seqtypid::regtype AS data_type,
            parse_ident(pg_get_serial_sequence(format('%%I.%%I', %(target)s::text, tables.relname), attname)) AS made
        FROM tables JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = tables.oid
            AND d.classid = 'pg_class'::regclass AND d.deptype = 'i'
        JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' JOIN pg_sequence ON seqrelid = s.oid
        JOIN pg_attribute a ON a.attrelid = tables.oid AND a.attnum = d.refobjsubid)
    SELECT format('ALTER SEQUENCE %%I RENAME TO %%I', made[2], name) FROM sequence WHERE made[2] <> name
    UNION ALL
    SELECT format('ALTER SEQUENCE %%I AS %%s', name, data_type) FROM sequence
    UNION ALL
    SELECT format('SELECT setval(%%L, %%s)', name, last_value) FROM sequence WHERE last_value IS NOT NULL
"""
CONSTRAINTS: LiteralString = f"""
    {IN_SOURCE}
    SELECT format('ALTER TABLE %%I ADD CONSTRAINT %%I %%s', relname, conname, pg_get_constraintdef(c.oid))
    FROM tables JOIN pg_constraint c ON conrelid = tables.oid
    WHERE contype IN ('p', 'u', 'c', 'x', 'f')
    ORDER BY contype = 'f', relname, conname
"""
INDEXES: LiteralString = f"""
    {IN_SOURCE}
    SELECT pg_get_indexdef(indexrelid, 0, true) FROM tables JOIN pg_index ON indrelid = tables.oid
    WHERE NOT EXISTS (
        SELECT FROM pg_constraint WHERE conrelid = tables.oid AND conindid = indexrelid AND contype IN ('p', 'u', 'x')
    )
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
