"""A tally that leaves nothing out: every post of the vote, and everyone on its ballot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from services.election.domain.comparison import compare
from services.election.domain.residents_ballot import part_closes
from services.election.domain.residents_forms import RESIDENTS_POSTS
from services.election.domain.residents_law import Post
from services.election.domain.residents_tally import Contest, PostCount
from services.election.domain.rulebook import Finding, RuleFunction
from shared.text import Text

_IN_ENGLISH: Mapping[Post, str] = {
    Post.CHAIR: "chair",
    Post.DEPUTY: "deputy chair",
    Post.MEMBER: "member",
}


def _posts_counted(contests: Sequence[Contest], parts: Iterable[PostCount]) -> Finding:
    """Take the posts that were voted on and the parts of a tally; the posts must be the same."""
    due, entered = {each.post for each in contests}, {part.post for part in parts}
    missing = [post for post in Post if post in due - entered]
    strange = [post for post in Post if post in entered - due]
    says = Text(
        f"补上该职务的计票:{_in_chinese(missing)}。", f"Enter the count for {_in_english(missing)}."
    )
    if not missing:
        says = Text(
            f"本次投票不选:{_in_chinese(strange)}。", f"Not voted on: {_in_english(strange)}."
        )
    return Finding(
        due == entered,
        compare(len(due & entered), "=", len(due | entered)),
        says,
        {"missing": missing, "not_voted_on": strange},
    )


def _everyone_counted(contests: Sequence[Contest], parts: Iterable[PostCount]) -> Finding:
    """Take who is printed for each post and the parts of a tally; nobody may lack a number."""
    counted = {part.post: part.votes for part in parts}
    missing = {
        contest.post: left_out
        for contest in contests
        if (left_out := [each for each in contest.candidates if each not in counted[contest.post]])
    }
    printed = sum(len(contest.candidates) for contest in contests)
    without = sum(map(len, missing.values()))
    chinese = ";".join(f"{RESIDENTS_POSTS[post]} {'、'.join(missing[post])}" for post in missing)
    english = "; ".join(f"{_IN_ENGLISH[post]} {', '.join(missing[post])}" for post in missing)
    return Finding(
        not missing,
        compare(printed - without, "=", printed),
        Text(
            f"补全票数,没有得票的填 0:{chinese}。",
            f"Enter the votes, 0 where there are none: {english}.",
        ),
        {"printed": printed, "missing": missing},
    )


# A tally with a gap is counted again, as is one that does not add up: the vote itself is not void.
posts_counted = RuleFunction(part_closes.rule, _posts_counted)
everyone_counted = RuleFunction(part_closes.rule, _everyone_counted)


def _in_chinese(posts: Iterable[Post]) -> str:
    return "、".join(RESIDENTS_POSTS[post] for post in posts)


def _in_english(posts: Iterable[Post]) -> str:
    return ", ".join(_IN_ENGLISH[post] for post in posts)
