"""A line of the audit log holds numbers, slugs and values from closed lists, and nothing that a person typed."""

from __future__ import annotations

import re

import pytest

from library.model.audit import ACTIONS, TERMINAL, Action, AuditLine, by


def details_of(action: Action) -> dict[str, str]:
    return dict.fromkeys(ACTIONS[action].details, "member")


def test_every_action_has_a_sentence_that_names_who_did_it() -> None:
    assert set(ACTIONS) == set(Action)
    for recorded in ACTIONS.values():
        placeholders = set(re.findall(r"%\((\w+)\)s", recorded.sentence))
        assert "actor" in placeholders
        assert placeholders <= {"actor", "subject", *recorded.details}


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize(
    "typed", ["ann@example.org", "Ann Smith", "she said so", "../../etc", "=HYPERLINK()", "\u202e", "a" * 201]
)
def test_no_line_holds_what_a_person_typed(action: Action, typed: str) -> None:
    with pytest.raises(ValueError, match="audit log"):
        AuditLine(1, TERMINAL, action, typed, details_of(action))
    with pytest.raises(ValueError, match="audit log"):
        AuditLine(1, TERMINAL, action, "7", details_of(action) | {"note": "member"})
    for name in ACTIONS[action].details:
        with pytest.raises(ValueError, match="audit log"):
            AuditLine(1, TERMINAL, action, "7", details_of(action) | {name: typed})


@pytest.mark.parametrize("action", Action)
def test_a_line_has_every_detail_of_its_action(action: Action) -> None:
    line = AuditLine(1, by(7), action, "7", details_of(action))
    assert line.subject_kind is ACTIONS[action].subject_kind
    for name in ACTIONS[action].details:
        short = {key: value for key, value in line.details.items() if key != name}
        with pytest.raises(ValueError, match="audit log"):
            AuditLine(1, by(7), action, "7", short)
