from django.db import migrations

from federation.coordination.holidays import announced_days


def enter(apps, schema_editor):
    days = apps.get_model("coordination", "CalendarDay").objects
    days.bulk_create(
        (days.model(day=day, works=works, name=name) for day, works, name in announced_days()), ignore_conflicts=True
    )


class Migration(migrations.Migration):
    dependencies = [("coordination", "0001_initial")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop, elidable=True)]
