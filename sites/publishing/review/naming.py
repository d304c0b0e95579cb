from typing import Any


def name_of(user: Any) -> str:
    """How an account is called in what is kept: the person's name with the account's."""
    full = user.get_full_name()
    return f"{full}（{user.get_username()}）" if full else str(user.get_username())
