# SPDX-License-Identifier: GPL-2.0-or-later
"""What a smart pole carries besides 5G, whom its cost falls on, and which poles can go because of it (多杆合一).

All figures come with the siting rules and are editable defaults of this product: no published ones were found.
"""

from dataclasses import dataclass
from typing import Any, Dict, Iterable, List, Mapping, Sequence, Tuple

import numpy as np

from .errors import InputError

CODES = ("L", "G", "V", "S", "E", "D", "W")  #: SITE_PL.FUNCS
RADIO = "G"  #: the function that every one of them has
REFUSED = "4"  #: OPEN_ST of a pole whose owner refused


@dataclass(frozen=True)
class Standing:
    """A pole that stands: id, code of RES_TYPE, place, code of OPEN_ST."""

    pole_id: str
    kind: str
    x_m: float
    y_m: float
    opening: str = ""


def functions_of(book: Sequence[Mapping[str, Any]], kind: str, kinds: np.ndarray, away_m: np.ndarray, areas: Iterable[str]) -> List[str]:
    """The function codes of a pole: 5G, what the pole it replaces did, and what poles and areas around it ask for.

    book : entries with `code` and any of `types` (of the pole itself), `of_types` within `within_m`, `areas` (key areas)
    kinds, away_m : type and distance of the poles around; areas : types of the key areas at the place
    """
    areas, letters = set(areas), [RADIO]
    for function in book:
        near = kinds[away_m <= float(function.get("within_m", 50.0))]
        asked = np.isin(near, list(function.get("of_types", ()))).any() or areas & set(function.get("areas", ()))
        if kind in function.get("types", ()) or asked:
            letters.append(function["code"])
    return list(dict.fromkeys(letters))


def cost_parts(cost_wy: float, letters: Sequence[str], shares: Mapping[str, float]) -> Dict[str, float]:
    """The cost of a pole by function, in proportion to the functions' shares, to 0.01; what rounding leaves falls on 5G."""
    total = sum(float(shares.get(letter, 1.0)) for letter in letters)
    if not total > 0:
        return {RADIO: round(cost_wy, 2)}
    parts = {letter: round(cost_wy * float(shares.get(letter, 1.0)) / total, 2) for letter in letters}
    parts[RADIO] = round(cost_wy - sum(part for letter, part in parts.items() if letter != RADIO), 2)
    return parts


def merged(
    poles: Sequence[Tuple[str, float, float]],
    standing: Sequence[Standing],
    rules: Mapping[str, Mapping[str, float]],
    used: Iterable[str] = (),
) -> List[List[Standing]]:
    """The poles that each smart pole takes over, nearest first: those of a type in `rules`, near enough, not refused.

    poles : (id of the resource that it takes the place of or "", x_m, y_m); a pole goes to the nearest of them, once.
        The one whose place is taken goes in any case.
    rules : type -> {"within_m", "pole_wy"}; used : ids of poles that carry sites themselves and stay
    """
    found: List[List[Tuple[float, Standing]]] = [[] for _ in poles]
    if not poles:
        return []
    places, used = np.array([(x, y) for _, x, y in poles], float), set(used)
    owner = {base: number for number, (base, _, _) in enumerate(poles) if base}
    for one in standing:
        away = np.hypot(places[:, 0] - one.x_m, places[:, 1] - one.y_m)
        nearest = owner.get(one.pole_id, int(away.argmin()))
        rule = rules.get(one.kind)
        if one.pole_id in owner:
            found[nearest].append((-1.0, one))
        elif rule is not None and one.opening != REFUSED and one.pole_id not in used and away[nearest] <= float(rule["within_m"]):
            found[nearest].append((float(away[nearest]), one))
    return [[one for _, one in sorted(some, key=lambda entry: (entry[0], entry[1].pole_id))] for some in found]


def saved_wy(taken: Iterable[Standing], rules: Mapping[str, Mapping[str, float]]) -> float:
    """What the poles that go would cost when they are renewed one by one, 10,000 yuan."""
    return round(sum(float(rules[one.kind]["pole_wy"]) for one in taken if one.kind in rules), 2)


def check_functions(book: Mapping[str, Any]) -> None:
    """`InputError` where functions or merging of a rule book cannot be used."""
    place = "functions"
    try:
        for function in book.get("functions", ()):
            place = f"functions: {function['code']}"
            _check(place, function, {"code", "zh", "en", "types", "of_types", "within_m", "areas", "share"}, ("within_m", "share"))
            if function["code"] not in CODES:
                raise InputError("rules_value", place="functions: code", value=str(function["code"]), allowed=", ".join(CODES))
        for kind, rule in book.get("merging", {}).items():
            place = f"merging: {kind}"
            float(rule["within_m"]), float(rule["pole_wy"])
            _check(place, rule, {"within_m", "pole_wy", "zh", "en"}, ("within_m", "pole_wy"))
    except KeyError as error:
        raise InputError("rules_incomplete", details=f"{place}: {error}") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise InputError("rules_value", place=place, value=str(error), allowed="≥ 0") from error


def _check(place: str, entry: Mapping[str, Any], known: Iterable[str], amounts: Iterable[str]) -> None:
    known = set(known)
    for name in entry:
        if name not in known:
            raise InputError("rules_unknown_key", place=place, name=name, known=", ".join(sorted(known)))
    for name in amounts:
        if float(entry.get(name, 0.0)) < 0:
            raise InputError("rules_value", place=f"{place}: {name}", value=str(entry[name]), allowed="≥ 0")
