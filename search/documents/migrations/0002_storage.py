from django.db import migrations


class Migration(migrations.Migration):
    """What Django cannot say: the sequence of versions, and how rows are laid out.

    Texts and word vectors move out of the row, so that counting and sorting read little; the words of the title stay
    in it. More statistics on words tell rare words from common ones.
    """

    dependencies = [("search_documents", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE public.search_document_version",
            "DROP SEQUENCE public.search_document_version",
        ),
        migrations.RunSQL(
            """
            ALTER TABLE public.search_document SET (toast_tuple_target = 256);
            ALTER TABLE public.search_document ALTER COLUMN title_words SET STORAGE MAIN;
            ALTER TABLE public.search_document ALTER COLUMN words SET STORAGE EXTERNAL;
            ALTER TABLE public.search_document ALTER COLUMN words SET STATISTICS 300;
            """,
            migrations.RunSQL.noop,
        ),
    ]
