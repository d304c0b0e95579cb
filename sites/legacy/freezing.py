"""After the cut-over what stands on the platform is the original: nothing of the legacy site is imported any more."""

from django.utils.translation import gettext as _

from federation.domain.errors import FederationError
from sites.legacy.models import Move


class ImportFrozen(FederationError):
    """The court's site has been cut over."""


def require_not_frozen() -> None:
    """Raises ImportFrozen in the schema of a court whose site has been cut over."""
    if Move.objects.filter(state=Move.State.CUT_OVER).exists():
        raise ImportFrozen(
            _(
                "本院网站已切换到本平台，导入已冻结，以免覆盖切换后的内容。如需再导入，请先回退（move --court 代字 roll-back）。"
            )
        )
