from django.db import migrations

from search.thesaurus.stock import stock


def load(apps, schema_editor):
    spoken = apps.get_model("search_thesaurus", "SpokenTerm")
    spoken.objects.bulk_create(
        [spoken(term=each.term, same="\n".join(each.same), near="\n".join(each.near)) for each in stock()],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("search_thesaurus", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
