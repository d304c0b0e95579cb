"""What this room announces to the storey above. Receivers run in the same transaction: if one raises, nothing has happened."""

from django.dispatch import Signal

countersignature_given = Signal()
"""A court has agreed or refused. Sent inside the schema of the court that asked. Carries `answer` (Answer)."""
