"""What citizens, crawlers and attackers put into addresses, brought to what can be asked. Nothing here is an error."""

from django.http import QueryDict

from federation.questions.parameters import MAX_PAGE, MAX_VALUES
from search.query.reading import MAX_LENGTH


def typed(parameters: QueryDict, name: str) -> str:
    """Text as typed, without control characters and surrounding space, and no longer than anyone types."""
    text = parameters.get(name, "")[:MAX_LENGTH]
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def chosen(parameters: QueryDict, name: str) -> tuple[str, ...]:
    """The values of a parameter that may stand several times: each once, in their order, empty ones left out."""
    values = (value.strip() for value in parameters.getlist(name)[:MAX_VALUES])
    return tuple(dict.fromkeys(value for value in values if value and value.isprintable() and len(value) <= MAX_LENGTH))


def page_number(parameters: QueryDict, name: str = "page") -> int:
    """The page asked for, or the first."""
    text = parameters.get(name, "")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= 6 else 1
    return min(max(number, 1), MAX_PAGE)
