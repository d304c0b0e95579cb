"""Why a step does not begin, or ends before its time."""

from federation.domain.errors import FederationError


class MoveRefused(FederationError):
    """The act cannot be done as the move stands; the message says why and what to do first."""


class StepHeld(FederationError):
    """Another process is at work on this court's move."""


class StepStopped(Exception):
    """Somebody asked the step to stop. What it has done stays, and a new step goes on from there."""


class StepInterrupted(Exception):
    """The worker is ending. The step waits for the next one."""
