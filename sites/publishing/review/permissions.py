"""What Wagtail lets accounts do with a page, where the review has a say."""

from wagtail.models import PagePermissionTester

from sites.publishing.review import releasing


class ReviewedPageTester(PagePermissionTester):
    """Wagtail's own buttons publish what is released already: a text that was moved in as a draft and that nobody has changed.

    Any other goes public by the last sign-off of its review, or by force.

    The permission to publish goes on meaning what else Wagtail ties to it: taking down, order, restrictions, schedules.
    """

    def can_publish(self) -> bool:
        revision = self.page.latest_revision_id
        return (
            self.holds_publishing()
            and revision is not None
            and releasing.is_released(self.page.pk, revision, to=self.user)
        )

    def holds_publishing(self) -> bool:
        """The permission alone, whatever is released: for what goes live on a ground of its own."""
        return bool(super().can_publish())

    def can_publish_subpage(self) -> bool:
        return False

    def can_set_view_restrictions(self) -> bool:
        return self.holds_publishing()

    def can_unschedule(self) -> bool:
        return self.holds_publishing()
