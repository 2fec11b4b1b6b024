# SPDX-License-Identifier: GPL-2.0-or-later
"""Which resources may carry a site, in which ways, and by which rule the others may not.

Rules and ways of building are data (`resources/rules/siting.json`), so that a bureau can change them; a rule names
the field it looks at and one test: `in`, `filled`, `below` or `above` a number or a figure of the mode.
A figure that nobody recorded does not reject a resource.
"""

from dataclasses import dataclass
from typing import Any, Dict, Iterable, List, Mapping, Optional, Tuple

from .rule_book import check_book

NUMBERS = (float, Optional[float], Optional[int])


@dataclass(frozen=True)
class Resource:
    """A pole, roof or tower as the rules see it; None where it is not known.

    kind : code of RES_TYPE; mount_height_m : where an antenna could hang; on a building, on a mast above its roof
    opening, power, zone : codes of OPEN_ST, POWER, ZONE_TYPE
    existing_5g_m : distance to the nearest 5G site on air
    taller_sensitive_m : distance to the nearest taller school, hospital, kindergarten or home
    areas : types of the key areas that it stands in, such as scenic areas and parks
    new_as : key of the one mode for which a place was made where nothing stands; empty for what exists
    """

    resource_id: str
    kind: str
    x_m: float
    y_m: float
    mount_height_m: Optional[float] = None
    load_kg: Optional[float] = None
    free_positions: Optional[int] = None
    power: Optional[str] = None
    power_kw: Optional[float] = None
    fibre_m: Optional[float] = None
    opening: Optional[str] = None
    fee: Optional[str] = None
    lessee: Optional[str] = None
    owner_type: Optional[str] = None
    zone: Optional[str] = None
    existing_5g_m: Optional[float] = None
    taller_sensitive_m: Optional[float] = None
    areas: Tuple[str, ...] = ()
    town: str = ""
    road: str = ""
    new_as: str = ""


@dataclass(frozen=True)
class Candidate:
    """A resource with a way of using it."""

    resource: Resource
    mode: Mapping[str, Any]
    height_m: float
    cost_wy: float
    rank: float  #: place in the siting order, smaller first
    open_free: bool  #: the owner opened it free of charge

    @property
    def is_macro(self) -> bool:
        return self.mode["form"] == "1"

    @property
    def is_reused(self) -> bool:
        """Whether it stands on something that exists."""
        return bool(self.mode.get("reused", not self.resource.new_as))


@dataclass(frozen=True)
class Rejection:
    """A resource that no mode may use, with the rule that spoke against its best mode and that rule's figure."""

    resource: Resource
    rule: str
    zh: str
    en: str
    figure: Optional[float]


class Rules:
    """The rule book, checked when it is read."""

    def __init__(self, book: Mapping[str, Any]):
        fields = Resource.__dataclass_fields__
        check_book(book, fields, [name for name, field in fields.items() if field.type in NUMBERS])
        self.modes: List[Dict[str, Any]] = sorted(book["modes"], key=lambda mode: mode["rank"])
        self.rules: List[Dict[str, Any]] = list(book["rules"])
        self.owner_rank: Mapping[str, float] = book.get("owner_rank", {})
        self.unknown_owner_rank = float(book.get("unknown_owner_rank", 0.0))

    def modes_of(self, resource: Resource) -> List[Dict[str, Any]]:
        """The ways in which this kind of resource could be used, best rank first."""
        if resource.new_as:
            return [mode for mode in self.modes if mode["key"] == resource.new_as]
        return [mode for mode in self.modes if resource.kind in mode["types"]]

    def judge(self, resource: Resource, mode: Mapping[str, Any]) -> Optional[Rejection]:
        """The first rule that forbids this mode, or None."""
        for rule in self.rules:
            if mode["key"] not in rule.get("modes", (mode["key"],)):
                continue
            value = getattr(resource, rule["field"])
            limit = _limit(rule, mode)
            if value not in (None, "", ()) and _forbids(rule, value, limit):
                figure = float(value) if isinstance(value, (int, float)) else None
                words = {"figure": _figure(value), "limit": _figure(limit)}
                return Rejection(resource, rule["id"], rule["zh"].format(**words), rule["en"].format(**words), figure)
        return None

    def rank(self, resource: Resource, mode: Mapping[str, Any]) -> float:
        """Place in the siting order: the mode first, within it the kind of owner."""
        return mode["rank"] + self.owner_rank.get(resource.owner_type or "", self.unknown_owner_rank)


def candidates_of(resources: Iterable[Resource], rules: Rules) -> Tuple[List[Candidate], List[Rejection]]:
    """Every permitted use of every resource, and every resource without one."""
    candidates: List[Candidate] = []
    rejections: List[Rejection] = []
    for resource in resources:
        modes = rules.modes_of(resource)
        if not modes:
            rejections.append(
                Rejection(resource, "type", "该类型资源没有适用的建设方式", "no way of building for this type of resource", None)
            )
            continue
        verdicts = [rules.judge(resource, mode) for mode in modes]
        usable = [mode for mode, verdict in zip(modes, verdicts) if verdict is None]
        if not usable:
            rejections.append(verdicts[0])
        for mode in usable:
            candidates.append(
                Candidate(
                    resource,
                    mode,
                    antenna_height_m(resource, mode),
                    float(mode["cost_wy"]),
                    rules.rank(resource, mode),
                    resource.opening == "2",
                )  # fmt: skip
            )
    return candidates, rejections


def antenna_height_m(resource: Resource, mode: Mapping[str, Any]) -> float:
    """Where the antenna would hang, above the ground."""
    if mode["height"] == "fixed":
        return float(mode["height_m"])
    return resource.mount_height_m if resource.mount_height_m is not None else float(mode["min_height_m"])


def counts_by_rule(rejections: Iterable[Rejection]) -> Dict[str, int]:
    """How many resources each rule rejected, largest first."""
    counts: Dict[str, int] = {}
    for rejection in rejections:
        counts[rejection.rule] = counts.get(rejection.rule, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _limit(rule, mode):
    limit = rule.get("below", rule.get("above"))
    return mode.get(limit) if isinstance(limit, str) else limit


def _forbids(rule, value, limit) -> bool:
    if "in" in rule:
        return bool(set(value) & set(rule["in"])) if isinstance(value, tuple) else value in rule["in"]
    if "filled" in rule:
        return bool(rule["filled"])
    if limit is None:
        return False
    return value < limit if "below" in rule else value > limit


def _figure(value) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return f"{value:g}" if isinstance(value, (int, float)) else str(value)
