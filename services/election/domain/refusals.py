"""The refusals of this service: a broken rule tells its article and what would have to change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from services.election.domain.rulebook import Verdict
from services.election.domain.ruleset import RuleSet
from services.election.domain.telling import in_language, told
from shared.errors import Conflict, FieldError, Forbidden, Invalid, Unavailable
from shared.text import Language, Text


class RuleBroken(Conflict):
    """A step was refused by a rule; `code` is the rule's id.

    `also` are the other rules that it breaks; `rules` those of the election day.
    """

    def __init__(
        self, verdict: Verdict, rules: RuleSet | None, *, also: Iterable[Verdict] = ()
    ) -> None:
        rule, numbers = verdict.rule, f": {verdict.numbers}" if verdict.numbers else ""
        super().__init__(
            Text(f"不符合“{rule.name.zh}”{numbers}。", f"Refused by “{rule.name.en}”{numbers}."),
            code=rule.id,
            basis=rule.basis,
            needed=verdict.needed or rule.says,
        )
        self.verdicts = tuple(told(each, rules) for each in (verdict, *also))

    def members(self, language: Language) -> Mapping[str, object]:
        """Return every broken rule as a verdict of the record would show it."""
        return {"verdicts": [in_language(each, language) for each in self.verdicts]}


def refuse_if_broken(verdicts: Iterable[Verdict], rules: RuleSet | None) -> None:
    """Refuse by the first verdict that does not let the step go on; tell the others like it."""
    broken: list[Verdict] = []
    for verdict in verdicts:
        if not verdict.allows and verdict not in broken:
            broken.append(verdict)
    if broken:
        raise RuleBroken(broken[0], rules, also=broken[1:])


class NotOnTheList(Forbidden):
    """The caller's department does not take part in this campaign's joint review."""

    code = "DEPARTMENT-NOT-ON-LIST"

    def __init__(self) -> None:
        super().__init__(
            Text("您所在部门不在本次联审名单上。", "Your department is not in this joint review."),
            needed=Text(
                "使用名单上部门的账号。", "Use an account of a department on the campaign's list."
            ),
        )


class NoExceptionPossible(Invalid):
    """The rule knows no approval, or another authority's."""

    code = "NO-EXCEPTION"

    def __init__(self, says: Text) -> None:
        super().__init__(says, errors=(FieldError("/rule", "no_exception", says),))


class UnknownPeople(Invalid):
    """Some of the persons named are not where they would have to be; numbers are not echoed."""

    code = "UNKNOWN-PERSON"

    def __init__(self, pointers: Iterable[str], says: Text) -> None:
        super().__init__(
            says,
            needed=Text("核对 errors 所指的人员编号。", "Check the numbers that `errors` names."),
            errors=tuple(FieldError(pointer, "unknown_person", says) for pointer in pointers),
        )


class InvalidIdentity(Invalid):
    """A number that is no resident identity number; it is not echoed."""

    code = "IDENTITY-NUMBER"

    def __init__(self, pointer: str) -> None:
        says = Text("不是有效的公民身份号码。", "This is no valid identity number.")
        super().__init__(
            says,
            needed=Text("核对证件后重新录入。", "Check it against the card."),
            errors=(FieldError(pointer, "identity_number", says),),
        )


class NoIdentityKey(Unavailable):
    """The service has no key for the hashes, so it may not take identity numbers."""

    def __init__(self) -> None:
        super().__init__(
            Text("尚未设置身份号码密钥。", "The key for identity numbers is not set."),
            needed=Text(
                "设置 HUANJIE_ELECTION_IDENTITY_KEY。", "Set HUANJIE_ELECTION_IDENTITY_KEY."
            ),
        )
