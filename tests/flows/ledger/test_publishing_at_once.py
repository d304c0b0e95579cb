"""People of one court who publish at the same moment wait for each other, and never for ever."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event as Moment

from django.db import connection, transaction
from django_tenants.utils import schema_context

from federation.courts.opening import open_site
from federation.ledger.models import Entry
from sites.pages.models import ArticlePage
from sites.publishing.review.models import Release
from sites.publishing.review.releasing import publishing_as
from tests.pages import publish_article

CODE = "京0109"
WAIT = 120


def test_two_transactions_that_want_the_same_page_both_come_to_an_end(committed) -> None:
    site = open_site(code=CODE, domain="at-once.localhost")
    with schema_context(site.schema_name):
        first, second = publish_article("甲", "原文"), publish_article("乙", "原文")
    has_saved_the_first = Moment()

    def save(page: ArticlePage, text: str) -> None:
        fresh = ArticlePage.objects.get(pk=page.pk)
        fresh.body = [{"type": "text", "value": f"<p>{text}</p>"}]
        fresh.save()

    def both() -> None:
        with schema_context(site.schema_name), publishing_as(Release.Ground.OPERATOR):
            with transaction.atomic():
                save(first, "两篇一起改")
                has_saved_the_first.set()
                wait_until_another_waits()
                save(second, "两篇一起改")
            connection.close()

    def one() -> None:
        assert has_saved_the_first.wait(WAIT)
        with schema_context(site.schema_name), publishing_as(Release.Ground.OPERATOR):
            save(second, "单独改")
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(both), pool.submit(one)]:
            done.result(WAIT)

    edits = Entry.objects.filter(court=CODE, event="edited").order_by("number").values_list("subject", flat=True)
    assert list(edits) == [f"{CODE}:{first.pk}", f"{CODE}:{second.pk}", f"{CODE}:{second.pk}"]


def wait_until_another_waits() -> None:
    """Until some connection to this database waits for a lock."""
    with connection.cursor() as cursor:
        for _try in range(WAIT * 20):
            cursor.execute(
                "SELECT EXISTS (SELECT FROM pg_locks JOIN pg_stat_activity USING (pid) "
                "WHERE NOT granted AND datname = current_database()), pg_sleep(0.05)"
            )
            if cursor.fetchone()[0]:
                return
    raise AssertionError("nobody came to wait")
