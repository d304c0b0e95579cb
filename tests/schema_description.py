"""What a PostgreSQL schema is made of, without its name, so that two can be compared."""

from django.db import connection

QUERIES = {
    "tables": """
        SELECT c.relname, c.relkind::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = %(schema)s AND c.relkind IN ('r', 'p', 'v', 'm')""",
    "columns": """
        SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity::text,
               a.attgenerated::text, replace(pg_get_expr(d.adbin, d.adrelid), %(schema)s || '.', ''), a.attcollation
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE n.nspname = %(schema)s AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped""",
    "constraints": """
        SELECT r.relname, c.conname, c.contype::text, c.condeferrable, c.condeferred, c.convalidated,
               replace(pg_get_constraintdef(c.oid), %(schema)s || '.', '')
        FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace JOIN pg_class r ON r.oid = c.conrelid
        WHERE n.nspname = %(schema)s""",
    "sequences": """
        SELECT sequencename, data_type::text, start_value, min_value, max_value, increment_by, cycle, cache_size
        FROM pg_sequences WHERE schemaname = %(schema)s""",
    "owners of sequences": """
        SELECT s.relname, t.relname, a.attname FROM pg_depend d
        JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' JOIN pg_class t ON t.oid = d.refobjid
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
        JOIN pg_namespace n ON n.oid = s.relnamespace WHERE n.nspname = %(schema)s AND d.deptype IN ('a', 'i')""",
    "indexes": """
        SELECT tablename, indexname,
               -- PostgreSQL prints a condition that it has read back with its casts in other places
               regexp_replace(replace(indexdef, %(schema)s || '.', ''), '::[a-z ]+(\\[\\])?|[()]', '', 'g')
        FROM pg_indexes WHERE schemaname = %(schema)s""",
    "triggers and functions": """
        SELECT 'trigger', t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = %(schema)s AND NOT t.tgisinternal
        UNION ALL SELECT 'function', p.proname, '' FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname = %(schema)s""",
}


def describe_schema(schema: str) -> dict[str, list[tuple[object, ...]]]:
    """For each kind of object, its sorted rows."""
    description = {}
    for kind, query in QUERIES.items():
        with connection.cursor() as cursor:
            cursor.execute(query, {"schema": schema})
            description[kind] = sorted(cursor.fetchall(), key=str)
    return description
