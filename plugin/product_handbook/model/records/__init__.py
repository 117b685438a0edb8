"""The records, one module a file of the format; whoever needs many of them takes them from here."""

from product_handbook.model.records.bet import Bet, Move
from product_handbook.model.records.impact import Impact, Loop, Outcome
from product_handbook.model.records.metric import Metric
from product_handbook.model.records.mission import Mission
from product_handbook.model.records.north_star import Guardrail, NorthStar
from product_handbook.model.records.orientation import Dimension, Orientation, Rubric
from product_handbook.model.records.owner import Owner, Term
from product_handbook.model.records.request import Request
from product_handbook.model.records.stakeholders import GROUPS, Group, Segment, Stakeholders
from product_handbook.model.records.value_web import Exchange, Party, ValueWeb

__all__ = [
    "GROUPS",
    "Bet",
    "Dimension",
    "Exchange",
    "Group",
    "Guardrail",
    "Impact",
    "Loop",
    "Metric",
    "Mission",
    "Move",
    "NorthStar",
    "Orientation",
    "Outcome",
    "Owner",
    "Party",
    "Request",
    "Rubric",
    "Segment",
    "Stakeholders",
    "Term",
    "ValueWeb",
]
