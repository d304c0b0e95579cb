"""Numbers that are written in Chinese characters."""

DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}
NUMERALS = "".join((*DIGITS, *UNITS))
"""The characters of such numbers."""


def number(text: str) -> int:
    """The value of figures (465) or numerals: 四百六十五, 十二, 二〇二三. Raises `ValueError` if it is neither."""
    if text.isascii():
        return int(text)
    if all(character in DIGITS for character in text):
        return int("".join(str(DIGITS[character]) for character in text))
    total, digit = 0, 0
    for character in text:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in UNITS:
            total += (digit or 1) * UNITS[character]
            digit = 0
        else:
            raise ValueError(f"no number: {text}")
    return total + digit
