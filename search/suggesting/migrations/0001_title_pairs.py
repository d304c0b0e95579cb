from django.db import migrations


class Migration(migrations.Migration):
    """An index of titles by pairs of neighbouring characters, so that any part of a title is found, in any script.

    Trigrams (pg_trgm) need three characters, and in a database with the C locale they drop Chinese altogether. The
    pair of START with the first character tells beginnings from other parts. What is typed waits for an answer, so
    the index keeps no list of rows that are still to be sorted in (fastupdate).
    """

    dependencies = [("search_documents", "0002_storage")]

    operations = [
        migrations.RunSQL(
            """
            CREATE FUNCTION public.search_folded(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
                RETURN lower(normalize($1, NFKC));
            CREATE FUNCTION public.search_pairs(text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN (
                WITH folded AS (SELECT chr(2) || left(public.search_folded($1), 120) AS title)
                SELECT coalesce(array_agg(DISTINCT substr(title, place, 2)), '{}')
                FROM folded, generate_series(1, char_length(title) - 1) AS place
            );
            CREATE INDEX search_document_title_pairs ON public.search_document
                USING gin (public.search_pairs(title)) WITH (fastupdate = off) WHERE NOT removed;
            """,
            """
            DROP INDEX public.search_document_title_pairs;
            DROP FUNCTION public.search_pairs(text);
            DROP FUNCTION public.search_folded(text);
            """,
        ),
    ]
