from django.db import migrations


class Migration(migrations.Migration):
    """Titles stay in their rows instead of being moved out with the texts: thousands are looked at while somebody types.

    Rows that are written from now on are laid out so; older ones when their document is stored again.
    """

    dependencies = [("search_suggesting", "0002_vocabulary")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE public.search_document ALTER COLUMN title SET STORAGE MAIN",
            "ALTER TABLE public.search_document ALTER COLUMN title SET STORAGE EXTENDED",
        )
    ]
