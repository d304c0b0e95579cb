"""The site that an import goes into."""

from django.utils.translation import gettext as _

from federation.courts.selectors import court_of_schema
from federation.domain.courts import CourtIdentity
from federation.domain.errors import FederationError
from sites.pages.models import HomePage


class ImportRefused(FederationError):
    """The import cannot start: the schema is no court's site, it has no home page, or another import is running."""


def never() -> bool:
    """Nobody wants it to stop."""
    return False


def court_here() -> CourtIdentity:
    """The court whose site the current schema is. Raises ImportRefused."""
    court = court_of_schema()
    if court is None:
        raise ImportRefused(_("不在任何法院的网站中，无法导入。请用 --court 指明法院代字。"))
    return court


def home_of_site() -> HomePage:
    """The home page of the court's site. Raises ImportRefused."""
    home = HomePage.objects.first()
    if home is None:
        raise ImportRefused(_("%(court)s的网站没有首页，无法导入。请先建立首页。") % {"court": court_here().name})
    return home
