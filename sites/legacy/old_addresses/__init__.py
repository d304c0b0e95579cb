"""Old addresses that still stand in bookmarks, letters and search engines lead to what replaced them."""

from sites.legacy.old_addresses.answering import OldAddressMiddleware
from sites.legacy.old_addresses.keys import key_on_site, qualified_key
from sites.legacy.old_addresses.leading import new_address
from sites.legacy.old_addresses.writing import AddressRow, Written, write_old_addresses

__all__ = [
    "AddressRow",
    "OldAddressMiddleware",
    "Written",
    "key_on_site",
    "new_address",
    "qualified_key",
    "write_old_addresses",
]
