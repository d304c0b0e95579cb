from django.db import migrations, models


class Migration(migrations.Migration):
    """Documents know the version of the analysis that cut their words; those stored before count as cut by an older one."""

    dependencies = [("search_documents", "0004_facts_stay_in_the_row")]

    operations = [
        migrations.AddField(
            model_name="document",
            name="analysis",
            field=models.SmallIntegerField(db_default=0, help_text="The version of the analysis that cut the words."),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(("removed", False)), fields=["analysis", "key"], name="search_document_analysis"
            ),
        ),
    ]
