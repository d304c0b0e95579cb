from sites.publishing.review.models.matters import Clarification, HotTopic, Matter, RiskAssessment
from sites.publishing.review.models.releases import ForcedPublication, Release
from sites.publishing.review.models.signoffs import SignOff
from sites.publishing.review.models.steps import ApprovalTask, PublicationTask, VerificationTask
from sites.publishing.review.models.units import Responsibility, ReviewTerms, Substitution, Unit

__all__ = [
    "ApprovalTask",
    "Clarification",
    "ForcedPublication",
    "HotTopic",
    "Matter",
    "PublicationTask",
    "Release",
    "Responsibility",
    "ReviewTerms",
    "RiskAssessment",
    "SignOff",
    "Substitution",
    "Unit",
    "VerificationTask",
]
