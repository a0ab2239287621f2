"""Invent the people of the demonstration: 600 cadres whose shares of sex, people, tier and kind of name are exact.

Everything follows from the files in ``resources/demo``, one seed and the day of the load, so that every load gives the
same people. Ages are reckoned from the day of the load.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, TypeAlias

from trainer.domain.kernel.ids import content_id
from trainer.domain.people.cadres import Cadre, Employment, mask_id_number
from trainer.domain.people.id_numbers import check_character
from trainer.domain.people.names import INTERPUNCT
from trainer.domain.people.units import Unit, UnitKind

if TYPE_CHECKING:
    from trainer.adapters.content.demo_league import DemoLeague, DemoUnit, NameParts, Persona

PEOPLE = 600
FEMALE = 264  # 44 %
MONGOLIAN = 252  # 42 %
TWO_PART_NAMES = 36  # 6 %
# Of 36 who are neither Han nor Mongolian: Hui, Manchu, Daur, Korean.
OTHERS = {"03": 9, "11": 18, "31": 6, "10": 3}

HAN, MONGOL = "01", "02"
_MALE, _FEMALE = "1", "2"
_SEX_KEY = {_MALE: "male", _FEMALE: "female"}
# From this age on leaders of the demonstration are on the path that begins with the three large tiles.
_STARTER_AGE = 55
# Youngest and oldest of each tier; the whole roster spans 22 to 60.
_AGES = {"T1": (42, 60), "T2": (22, 60), "T3": (22, 45)}
_CHIEF_AGES = {"141": (35, 57), "142": (28, 57)}  # heads and deputy heads of sections
# Exempt from the plan: state, reason, how many.
SICK, SECONDED, RETIRING = "长期病假（附医院证明）", "借调盟外单位一年以上", "距退休不足十二个月"
EXEMPT = ((SICK, 5), (SECONDED, 2), (RETIRING, 3))
RETIRING_AGE = 59
_SECTIONS = ("办公室", "综合科", "人事科", "财务科", "业务一科", "业务二科")
_LEAGUE_POSTS = (
    ("科长", "141", "principal_1"),
    ("副科长", "142", "principal_3"),
    ("四级主任科员", "150", "principal_4"),
)
_BANNER_POSTS = (("股长", "142", "principal_3"), ("一级科员", "150", "clerk_1"), ("科员", "150", "clerk_2"))
_OFFICER = ("信息员", "150", "clerk_1")


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person.

    Attributes:
        id_number: in the area that does not exist, with the right check character.
        exemption: reason of the exemption from the plan; empty for nearly all.
        persona: who this is in front of an audience; None for the others.
    """

    cadre: Cadre
    id_number: str
    exemption: str = ""
    persona: Persona | None = None


@dataclass(slots=True)
class _Post:
    unit: DemoUnit
    tier: str
    post: str
    level: str
    rank: str
    section: str = ""
    persona: Persona | None = None


def make_units(league: DemoLeague) -> dict[str, Unit]:
    """Make the units, by code; each after the one above it."""
    made: dict[str, Unit] = {}
    for one in league.units:
        above = made.get(one.parent)
        unit_id = content_id("unit", one.code)
        made[one.code] = Unit(
            unit_id,
            one.code,
            one.name,
            one.kind,
            above.id if above else None,
            f"{above.path if above else '/'}{unit_id}/",
            above.depth + 1 if above else 0,
            one.order_no,
            one.short_name,
            league.area_code if one.kind is UnitKind.LEAGUE else "",
            is_demo=True,
        )
    return made


def make_people(league: DemoLeague, units: dict[str, Unit], today: date) -> list[Person]:
    """Invent everybody, unit by unit, the head first.

    Args:
        today: ages are reckoned on this day.
    """
    chance = Random("示范盟")
    posts = list(_posts(league))
    _seat_personas(posts, league.personas)
    sexes = _sexes(posts, chance)
    peoples = _peoples(posts, sexes, league.names, chance)
    names = _names(posts, sexes, peoples, league.names, chance)
    people: list[Person] = []
    order: dict[str, int] = {}
    for number, post in enumerate(posts, start=1):
        order[post.unit.code] = order.get(post.unit.code, 0) + 1
        sex, age = sexes[number - 1], post.persona.age if post.persona else _age(post, number, chance)
        birth = _birthday(today, age, chance)
        id_number = _id_number(league.area_code, birth, sex, number)
        cadre = Cadre(
            content_id("demo-cadre", str(number)),
            f"SF{number:04}",
            names[number - 1],
            units[post.unit.code].id,
            section=post.section,
            sex=sex,
            ethnicity=peoples[number - 1],
            birth=birth.isoformat(),
            post=post.post,
            post_level=post.level,
            rank=post.rank,
            category=_category(post),
            political_status="01" if age > 27 or chance.random() < 0.4 else "03",
            work_start=f"{birth.year + 22}-{7 + chance.randrange(3):02}",
            education=chance.choices(("20", "30", "10"), (70, 18, 12))[0],
            tier=post.tier,
            leader_path="起步" if post.tier == "T1" and age >= _STARTER_AGE else "",
            id_number_masked=mask_id_number(id_number),
            order_no=order[post.unit.code],
            is_demo=True,
        )
        people.append(Person(cadre, id_number, persona=post.persona))
    return _with_exemptions(people, today)


def age_on(birth: str, day: date) -> int:
    """Give the age in full years on a day."""
    born = date.fromisoformat(birth)
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def name_rank(person: Person, league: DemoLeague) -> tuple[int, str]:
    """Order people so that the rarest kinds of names stand first: rare characters, two parts, all others."""
    name = person.cadre.name
    if name in {rare for rare, _ in league.names.rare}:
        return 0, person.cadre.staff_no
    return (1 if INTERPUNCT in name and int(person.cadre.staff_no[2:]) % 3 == 0 else 2), person.cadre.staff_no


def _posts(league: DemoLeague) -> Iterator[_Post]:
    for unit in league.units:
        for post, level in unit.leaders:
            yield _Post(unit, "T1", post, level, "")
        if not unit.people:
            continue
        in_league = unit.parent == league.units[0].code
        yield _Post(unit, "T1", unit.head, "131" if in_league else "141", "")
        posts = _LEAGUE_POSTS if in_league else _BANNER_POSTS
        clerks = unit.people - 2
        for number in range(clerks):
            # Few lead and most do the work: the last kind of post is the usual one.
            post, level, rank = posts[0 if number < clerks // 4 else 1 if number < clerks // 2 else 2]
            section = _SECTIONS[number % len(_SECTIONS)] if in_league else ""
            yield _Post(unit, "T2", post, level, rank, section)
        post, level, rank = _OFFICER
        yield _Post(unit, "T3", post, level, rank, _SECTIONS[0] if in_league else "")


def _seat_personas(posts: list[_Post], personas: Iterable[Persona]) -> None:
    for persona in personas:
        # The last post of a kind is the least conspicuous one to rename, except that heads and deputies have their own.
        fitting = [
            post
            for post in posts
            if post.unit.code == persona.unit and post.tier == persona.tier and post.persona is None
        ]
        seat = next((post for post in fitting if post.post == persona.post), fitting[-1 if persona.tier != "T2" else 0])
        seat.persona = persona
        seat.post = persona.post
        if persona.post == "科员":
            seat.level, seat.rank = "150", "clerk_2"


def _sexes(posts: list[_Post], chance: Random) -> list[str]:
    fixed = [post.persona.sex if post.persona else "" for post in posts]
    return _filled(fixed, {_FEMALE: FEMALE, _MALE: PEOPLE - FEMALE}, chance)


def _peoples(posts: list[_Post], sexes: list[str], names: NameParts, chance: Random) -> list[str]:
    fixed = [post.persona.ethnicity if post.persona else "" for post in posts]
    # Rare characters stand in Han names here.
    for _, sex in names.rare:
        open_seats = [n for n, value in enumerate(fixed) if not value and sexes[n] == sex and posts[n].tier == "T2"]
        fixed[chance.choice(open_seats)] = HAN
    wanted = {MONGOL: MONGOLIAN, **OTHERS, HAN: PEOPLE - MONGOLIAN - sum(OTHERS.values())}
    return _filled(fixed, wanted, chance)


def _filled(fixed: list[str], wanted: dict[str, int], chance: Random) -> list[str]:
    """Fill the empty places so that every value stands exactly as often as wanted."""
    pool = [value for value, many in wanted.items() for _ in range(many - fixed.count(value))]
    chance.shuffle(pool)
    return [value or pool.pop() for value in fixed]


# First parts, second parts and what stands between; tried in order while names are free.
_Makers: TypeAlias = tuple[tuple[Iterable[str], Iterable[str], str], ...]


def _names(posts: list[_Post], sexes: list[str], peoples: list[str], parts: NameParts, chance: Random) -> list[str]:
    names = [post.persona.name if post.persona else "" for post in posts]
    taken = set(names)
    for name, sex in parts.rare:
        seats = [
            n
            for n, people in enumerate(peoples)
            if people == HAN and not names[n] and sexes[n] == sex and posts[n].tier == "T2"
        ]
        names[chance.choice(seats)] = name
    mongols = [n for n, people in enumerate(peoples) if people == MONGOL and not names[n]]
    chance.shuffle(mongols)
    two_parts = TWO_PART_NAMES - sum(INTERPUNCT in name for name in names)
    one_word = (len(mongols) - two_parts) // 2
    for place, n in enumerate(mongols):
        sex = _SEX_KEY[sexes[n]]
        makers: _Makers
        if place < two_parts:
            makers = ((parts.first[sex], parts.second[sex], INTERPUNCT),)
        elif place < two_parts + one_word:
            # Many bear the same one-word name; a second word keeps two of them in one office apart.
            makers = ((parts.mongolian[sex], ("",), ""), (parts.mongolian[sex], parts.second[sex], ""))
        else:
            makers = ((parts.mongolian_surnames, (*parts.mongolian[sex], *parts.han[sex]), ""),)
        names[n] = _invent(makers, taken, chance)
    for n, name in enumerate(names):
        if not name:
            names[n] = _invent(((parts.han_surnames, parts.han[_SEX_KEY[sexes[n]]], ""),), taken, chance)
    return names


def _invent(makers: _Makers, taken: set[str], chance: Random) -> str:
    for first, second, between in makers:
        free = [name for a in first for b in second if a != b and (name := a + between + b) not in taken]
        if free:
            name = chance.choice(free)
            taken.add(name)
            return name
    raise ValueError("the lists of names are too short")


def _age(post: _Post, number: int, chance: Random) -> int:
    youngest, oldest = _AGES[post.tier]
    if post.tier == "T2":
        if post.level in _CHIEF_AGES:
            return chance.randint(*_CHIEF_AGES[post.level])
        # The roster spans its whole range whatever the chances are.
        if number % 19 == 0:
            return oldest if number % 2 else youngest
    return chance.randint(youngest, oldest)


def _birthday(today: date, age: int, chance: Random) -> date:
    latest = date(today.year - age, today.month, min(today.day, 28))
    return latest - timedelta(days=chance.randrange(2, 360))


def _id_number(area: str, birth: date, sex: str, number: int) -> str:
    serial = (number * 2 + (1 if sex == _MALE else 0)) % 1000
    first_17 = f"{area}{birth:%Y%m%d}{serial:03}"
    return first_17 + check_character(first_17)


def _category(post: _Post) -> str:
    if post.unit.code.endswith("105"):
        return "reference"
    return "institution" if post.tier == "T3" else "civil_servant"


def _with_exemptions(people: list[Person], today: date) -> list[Person]:
    """Exempt a few: the oldest are about to retire, the others are ill or away."""
    changed = list(people)

    def exempt(wanted: int, reason: str, state: Employment, places: Iterable[int]) -> None:
        for n in list(places)[:wanted]:
            cadre = replace(changed[n].cadre, employment=state)
            changed[n] = replace(changed[n], cadre=cadre, exemption=reason)

    def free(n: int) -> bool:
        return changed[n].persona is None and not changed[n].exemption and changed[n].cadre.tier == "T2"

    oldest = (n for n in range(len(people)) if free(n) and age_on(people[n].cadre.birth, today) >= RETIRING_AGE)
    middle = [n for n in range(len(people)) if free(n) and 35 <= age_on(people[n].cadre.birth, today) < 55]
    states = {SICK: Employment.SICK_LEAVE, SECONDED: Employment.SECONDED, RETIRING: Employment.ACTIVE}
    for start, (reason, many) in enumerate(EXEMPT):
        exempt(many, reason, states[reason], oldest if reason == RETIRING else middle[start * 7 :: 31])
    return changed
