"""Finding the old address that somebody asks for."""

from django.db.models.functions import Lower

from sites.legacy.models import OldAddress
from sites.legacy.old_addresses.keys import keys_asked


def find_old_address(url: str) -> OldAddress | None:
    """The old address that was asked for, in at most two queries: as written first, then whatever its case.

    Servers of ASP and ASP.NET took `/News/Show.ASP?ID=7` and `/news/show.asp?id=7` for one address. Where two old
    addresses differ in case alone and neither is what was asked, there is no telling: None.
    """
    keys = keys_asked(url)
    rows = OldAddress.objects.select_related("page")
    found = {old.key: old for old in rows.filter(key__in=keys)}
    if found:
        return next(found[key] for key in keys if key in found)
    folded = tuple(dict.fromkeys(key.lower() for key in keys))
    alike: dict[str, list[OldAddress]] = {}
    for old in rows.annotate(folded=Lower("key")).filter(folded__in=folded)[: 2 * len(folded)]:
        alike.setdefault(old.key.lower(), []).append(old)
    return next((alike[key][0] for key in folded if len(alike.get(key, ())) == 1), None)
