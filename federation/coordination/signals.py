"""What this room announces to the storey above. Receivers run in the same transaction: if one raises, nothing has happened."""

from django.dispatch import Signal

countersignature_given = Signal()
"""A court has agreed or refused. Sent inside the schema of the court that asked. Carries `answer` (Answer)."""

withdrawal_considered = Signal()
"""The superior looks at an address. Sent inside the court's schema. Carries `path`; the answer is a Considered, or None where nothing is public."""

withdrawal_ordered = Signal()
"""The superior orders a withdrawal. Sent inside the court's schema. Carries `order` (Order); the answer is an Account. In a transaction
of the receiver's own: what is to be reached outside the database is reached once it is over."""
