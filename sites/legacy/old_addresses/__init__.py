"""Old addresses that still stand in bookmarks, letters and search engines lead to what replaced them."""

from sites.legacy.old_addresses.answering import OldAddressMiddleware
from sites.legacy.old_addresses.keys import key_on_site, qualified_key
from sites.legacy.old_addresses.leading import new_address
from sites.legacy.old_addresses.missing import MissedAddressMiddleware
from sites.legacy.old_addresses.pointing import point_missed_address, point_old_address
from sites.legacy.old_addresses.targets import TargetRefused

__all__ = [
    "MissedAddressMiddleware",
    "OldAddressMiddleware",
    "TargetRefused",
    "key_on_site",
    "new_address",
    "point_missed_address",
    "point_old_address",
    "qualified_key",
]
