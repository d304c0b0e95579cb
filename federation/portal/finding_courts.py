"""Finding courts by what citizens type: a name or part of it, a code, pinyin in full or its initials."""

import re

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from federation.courts.models import Court
from federation.domain.courts import Level
from search.query.question import Question

LONGEST = 40
MARKS_BETWEEN_SYLLABLES = re.compile(r"['’\-.·]")
UNITS = "sheng|shi|qu|xian|zhou|meng|qi|zi zhi zhou|zi zhi xian|zi zhi qu"
"""Syllables after which the name of the next place begins, and which are left out of initials: bjcy is 北京[市]朝阳."""
MOST_MEANT = 3


def find_courts(courts: QuerySet[Court], text: str) -> QuerySet[Court]:
    """The courts that the text may mean, the likeliest first. An empty text means all of them, in their own order."""
    wanted = "".join(MARKS_BETWEEN_SYLLABLES.sub(" ", text[:LONGEST]).split())
    if not wanted:
        return courts
    if wanted.isascii() and wanted.isalpha():
        return _by_pinyin(courts, wanted.lower())
    return _by_name_or_code(courts, wanted)


def courts_meant(text: str, question: Question) -> list[Court]:
    """The courts that a question names, by a name or a code: at most three, or none."""
    codes = question.narrowing.courts or (text.strip().upper(),)
    return list(_ordered(Court.objects.filter(code__in=codes))[:MOST_MEANT])


def _by_pinyin(courts: QuerySet[Court], letters: str) -> QuerySet[Court]:
    in_full = Q(pinyin__regex="(^| )" + " ?".join(letters))
    initials = f"(^|({UNITS}) )" + f"[a-z]*( ({UNITS}))? ".join(letters)
    of_a_whole_place = Q(pinyin__regex=f"{initials}[a-z]* ({UNITS}) ")
    return _ordered(courts.filter(in_full | Q(pinyin__regex=initials)), in_full, of_a_whole_place)


def _by_name_or_code(courts: QuerySet[Court], wanted: str) -> QuerySet[Court]:
    # Names are typed without their units: 北京朝阳法院 is 北京市朝阳区人民法院.
    in_order = Q(name__regex=".*".join(re.escape(character) for character in wanted))
    as_typed = Q(name__contains=wanted)
    code = Q(code__istartswith=wanted)
    return _ordered(courts.filter(in_order | code), code, as_typed)


def _ordered(courts: QuerySet[Court], *likeliest_first: Q) -> QuerySet[Court]:
    likelihood = _rank(*likeliest_first)
    height = _rank(*(Q(level=level) for level in Level))
    return courts.annotate(likelihood=likelihood, height=height).order_by("likelihood", "height", "pinyin", "code")


def _rank(*conditions: Q) -> Case:
    whens = (When(condition, then=Value(place)) for place, condition in enumerate(conditions))
    return Case(*whens, default=Value(len(conditions)), output_field=IntegerField())
