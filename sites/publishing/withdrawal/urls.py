"""The address of Wagtail's own question before it takes a page down. All its links and buttons lead to our form instead."""

from django.urls import path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access

from sites.publishing.withdrawal.admin.page_form import WithdrawView

urlpatterns = [path("", never_cache(require_admin_access(WithdrawView.as_view())), name="withdraw")]
