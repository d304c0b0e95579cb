"""Emergency withdrawals on the start page: to all of the court until somebody else has confirmed them."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from federation.coordination.places import State
from sites.publishing.review.todo import ToDo, todo_source
from sites.publishing.withdrawal.models import Emergency, Place

SHOWN = 20


class UnconfirmedEmergencies(Component):
    name = "unconfirmed_emergencies"
    template_name = "withdrawal/admin/unconfirmed.html"
    order = 55

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        waiting = _unsettled()
        return {"rows": list(waiting.select_related("withdrawal")[:SHOWN]), "total": waiting.count()}


@todo_source
def emergencies_to_settle(user: Any) -> Iterator[ToDo]:
    """Supervisors confirm what others took down, and see what could not be reached."""
    if not user.has_perm("court_review.supervise"):
        return
    for row in _unsettled().select_related("withdrawal"):
        withdrawal = row.withdrawal
        open_places = ", ".join(str(place) for place in row.places.filter(state=State.OPEN))
        if row.confirmed_at and not open_places or not open_places and withdrawal.withdrawn_by_id == user.pk:
            continue
        note = _("尚未撤下：%s") % open_places if open_places else withdrawal.withdrawer
        since = timezone.localdate(withdrawal.withdrawn_at)
        url = reverse("withdrawal_account", args=[withdrawal.pk])
        yield ToDo(_("确认紧急撤下"), withdrawal.title, url, None, since, note)


def _unsettled() -> QuerySet[Emergency]:
    open_places = Place.objects.filter(emergency=OuterRef("pk"), state=State.OPEN)
    unconfirmed = Emergency.objects.filter(confirmed_at=None)
    return (unconfirmed | Emergency.objects.filter(Exists(open_places))).order_by("-pk")
