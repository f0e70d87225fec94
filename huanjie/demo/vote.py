"""A community's acts from the members' meeting to the handover."""

from __future__ import annotations

from collections.abc import Iterator

from huanjie.demo.cast import Act, Cast, Facts


def meetings(cast: Cast, facts: Facts) -> Iterator[Act]:
    """Yield the members' meetings with their rounds: opened, counted twice, signed."""
    number = 0
    clerk, scrutineer = cast.own("CLERK"), cast.own("SCRUTINEER")
    for meeting in facts["meetings"] or ():
        on = meeting["on"]
        body = {name: value for name, value in meeting.items() if name not in ("no", "rounds")}
        yield Act(f"第{meeting['no']}次党员大会", clerk, "POST", "/meetings", body, on)
        for ballot in meeting["rounds"]:
            number += 1
            opening = {"kind": ballot["round"], "issued": ballot["issued"]}
            yield Act("发票", scrutineer, "POST", "/rounds", opening, on)
            tally = _tally(ballot)
            for teller in ("a", "b"):
                persona = cast.own("TELLER", teller)
                path = f"/rounds/{number}/tallies"
                yield Act(f"计票({teller})", persona, "POST", path, tally, on)
            path = f"/rounds/{number}/signature"
            yield Act("监票人签字", scrutineer, "POST", path, {"on": on}, on)


def _tally(ballot: Facts) -> Facts:
    return {
        "returned": ballot["returned"],
        "invalid": ballot["invalid"],
        "votes": [_numbered(vote) for vote in ballot["votes"]],
        "write_ins": [_numbered(vote) for vote in ballot.get("write_ins", ())],
    }


def _numbered(vote: Facts) -> Facts:
    named = {**vote, "person_number": vote["person"]}
    del named["person"]
    return named


def completion(cast: Cast, facts: Facts) -> Iterator[Act]:
    """Yield what follows the vote: certificate, secretary, report, approval, filing, handover."""
    vote, report, approval = (facts[name] for name in ("secretary_meeting", "report", "approval"))
    street, clerk = cast.street(), cast.own("CLERK")
    if vote:
        meetings = facts["meetings"]
        held = {"on": meetings[-1]["on"] if meetings else vote["on"]}
        yield Act("结果确认", street, "POST", "/certification", held, held["on"])
        body = {**vote, "votes": [_numbered(line) for line in vote["votes"]]}
        del body["base"]
        scrutineer = cast.own("SCRUTINEER")
        yield Act("选举书记", scrutineer, "POST", "/secretary-meeting", body, vote["on"])
    if report:
        yield Act("结果报告", clerk, "POST", "/report", report, report["on"])
    if approval:
        yield Act("批准任职", street, "POST", "/result-approval", approval, approval["on"])
    filing, handover = facts["county_filing"], facts["handover"]
    if filing:
        organisation = cast.county("COUNTY_ORG")
        yield Act("县级备案", organisation, "POST", "/county-filing", filing, filing["on"])
    if handover:
        yield Act("工作移交", street, "POST", "/handover", handover, handover["on"])
