from django.db import connection, migrations

from federation.domain.courts import Level
from sites.publishing.review.establishing import establish


def establish_on_existing_site(apps, schema_editor):
    """Sites that were there before the review. A template gets it with its first pages, and a new site with its template."""
    level = _level_of(connection.schema_name)
    if level:
        establish(Level(level), apps)


def _level_of(schema):
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT coalesce(court.level, nullif(site.template_level, ''))
            FROM public.courts_courtsite site LEFT JOIN public.courts_court court ON court.code = site.court_id
            WHERE site.schema_name = %s
            """,
            [schema],
        )
        found = cursor.fetchone()
    return found[0] if found else None


class Migration(migrations.Migration):
    dependencies = [
        ("court_review", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("courts", "0001_initial"),
    ]
    operations = [migrations.RunPython(establish_on_existing_site, migrations.RunPython.noop, elidable=True)]
