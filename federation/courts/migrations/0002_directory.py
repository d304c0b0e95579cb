from django.db import migrations

from federation.courts.directory import directory_entries


def load(apps, schema_editor):
    court = apps.get_model("courts", "Court")
    court.objects.bulk_create(
        [
            court(
                code=entry.code,
                name=entry.name,
                level=entry.level,
                superior_id=entry.superior or None,
                province=entry.province,
                division_code=entry.division_code,
                pinyin=entry.pinyin,
            )
            for entry in directory_entries()
        ],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("courts", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
