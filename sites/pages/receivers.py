"""A new site's first pages: they come with the template of its level and take the court's name when it opens."""

from typing import Any

from django.dispatch import receiver

from federation.courts.signals import court_domain_changed, court_site_opened, court_template_built
from federation.domain.courts import CourtIdentity, Level
from sites.pages.first_pages import adopt_site, follow_domain, plant_first_pages


@receiver(court_template_built)
def plant(level: Level, **kwargs: Any) -> None:
    plant_first_pages(level)


@receiver(court_site_opened)
def adopt(court: CourtIdentity, **kwargs: Any) -> None:
    adopt_site(court)


@receiver(court_domain_changed)
def follow(court: CourtIdentity, **kwargs: Any) -> None:
    follow_domain(court)
