"""What this room announces to the storey above. Receivers run in the same transaction: if one raises, nothing has happened."""

from django.dispatch import Signal

court_template_built = Signal()
"""A template schema for one level is migrated and empty. Sent inside that schema. Carries `level`."""

court_site_opened = Signal()
"""A court site was cloned from its level's template. Sent inside its schema. Carries `court` (CourtIdentity)."""

court_site_closed = Signal()
"""A court site went off line. Sent inside its schema. Carries `court`."""

court_site_reopened = Signal()
"""A court site that had been closed is back. Sent inside its schema. Carries `court`."""

court_domain_changed = Signal()
"""A court's site answers under another domain from now on. Sent inside its schema. Carries `court`, with its new address."""

court_move_requested = Signal()
"""A court's legacy site is to move in. Sent inside the schema of its site. Carries `court`, `legacy_url` and `by` (a name)."""
