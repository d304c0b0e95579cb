from django.db import migrations


class Migration(migrations.Migration):
    """Facts stay in the row: rows aim at 256 bytes, and names of courts and fingerprints were moved out with the texts,
    so that every count and every order fetched them one by one. Rows that are there already change when they are written.
    """

    dependencies = [("search_documents", "0003_files_column_types_and_fingerprints")]

    operations = [
        migrations.RunSQL(
            """
            ALTER TABLE public.search_document
                ALTER COLUMN key SET STORAGE MAIN,
                ALTER COLUMN court SET STORAGE MAIN,
                ALTER COLUMN court_name SET STORAGE MAIN,
                ALTER COLUMN level SET STORAGE MAIN,
                ALTER COLUMN province SET STORAGE MAIN,
                ALTER COLUMN "column" SET STORAGE MAIN,
                ALTER COLUMN column_type SET STORAGE MAIN,
                ALTER COLUMN catalogue_item SET STORAGE MAIN,
                ALTER COLUMN language SET STORAGE MAIN,
                ALTER COLUMN file_types SET STORAGE MAIN,
                ALTER COLUMN fingerprint SET STORAGE MAIN;
            """,
            migrations.RunSQL.noop,
        ),
    ]
