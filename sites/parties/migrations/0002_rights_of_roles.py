from django.db import migrations

from sites.parties.establishing import establish_rights


def give_rights_on_existing_site(apps, schema_editor):
    """Sites that were there before. A template gets them when it is built, and a new site with its template."""
    establish_rights(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("court_parties", "0001_initial"),
        ("court_review", "0002_units_roles_and_workflow"),
        ("wagtailcore", "0002_initial_data"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [migrations.RunPython(give_rights_on_existing_site, migrations.RunPython.noop, elidable=True)]
