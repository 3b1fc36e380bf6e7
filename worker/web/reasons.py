"""What a reviewer may conclude, and the coded reasons that go with each conclusion."""

from enum import StrEnum
from types import MappingProxyType
from typing import Final

LONGEST_NOTE: Final = 2000


class DecisionOutcome(StrEnum):
    """Conclusions about a case's papers, or about what comes next. None of them judges a person."""

    ACCEPT = "accept"
    ASK_MORE = "ask_more"
    REFER_ISSUER = "refer_issuer"
    REFER_PROTECTION = "refer_protection"


class ReasonCode(StrEnum):
    """Why; false alarms are coded by their source, so that rules and readers can be measured by them."""

    ALL_IN_ORDER = "ALL_IN_ORDER"
    FALSE_ALARM_SCAN = "FALSE_ALARM_SCAN"
    FALSE_ALARM_OCR = "FALSE_ALARM_OCR"
    INNOCENT_EXPLAINED = "INNOCENT_EXPLAINED"
    AGENCY_CONFIRMED = "AGENCY_CONFIRMED"
    NEEDS_ORIGINAL = "NEEDS_ORIGINAL"
    QUALITY_UNREADABLE = "QUALITY_UNREADABLE"
    REG_MISMATCH = "REG_MISMATCH"
    REG_NOT_FOUND = "REG_NOT_FOUND"
    PAPERS_DISAGREE = "PAPERS_DISAGREE"
    PROTECTION_REFERRAL = "PROTECTION_REFERRAL"
    OTHER = "OTHER"


REASONS: Final = MappingProxyType(
    {
        DecisionOutcome.ACCEPT: (
            ReasonCode.ALL_IN_ORDER,
            ReasonCode.FALSE_ALARM_SCAN,
            ReasonCode.FALSE_ALARM_OCR,
            ReasonCode.INNOCENT_EXPLAINED,
            ReasonCode.AGENCY_CONFIRMED,
        ),
        DecisionOutcome.ASK_MORE: (ReasonCode.NEEDS_ORIGINAL, ReasonCode.QUALITY_UNREADABLE),
        DecisionOutcome.REFER_ISSUER: (
            ReasonCode.REG_MISMATCH,
            ReasonCode.REG_NOT_FOUND,
            ReasonCode.PAPERS_DISAGREE,
        ),
        DecisionOutcome.REFER_PROTECTION: (ReasonCode.PROTECTION_REFERRAL,),
    }
)
"""The reasons offered under each conclusion; ``OTHER`` goes with all of them and needs a note."""


def problems(outcome: str, reason: str, note: str) -> list[str]:
    """Return the keys of the sentences that say what is wrong with a decision; empty when it can be recorded."""
    found = []
    if outcome not in set(DecisionOutcome):
        found.append("decision.error_outcome")
    if reason not in set(ReasonCode):
        found.append("decision.error_reason")
    if not found and reason != ReasonCode.OTHER and reason not in REASONS[DecisionOutcome(outcome)]:
        found.append("decision.error_pair")
    if reason == ReasonCode.OTHER and not note.strip():
        found.append("decision.error_note")
    if len(note) > LONGEST_NOTE:
        found.append("decision.error_note_long")
    return found
