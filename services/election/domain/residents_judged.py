"""What stands between the elected and their certificates."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from services.election.domain.residents_kin import Kin
from services.election.domain.residents_region import Remedy
from services.election.domain.residents_relatives import no_relatives_together
from services.election.domain.residents_round import HIGHEST_FIRST
from services.election.domain.residents_tally import (
    ResidentsElection,
    Seat,
)
from services.election.domain.residents_women import has_woman
from services.election.domain.rulebook import Verdict


def judge_committee(
    elected: Sequence[Seat],
    *,
    women: Collection[str],
    kin: Iterable[Kin],
    election: ResidentsElection,
    sitting: Sequence[str] = (),
) -> tuple[Verdict, ...]:
    """Return what stands between the elected and their certificates: a woman, and no relatives.

    `women` are person numbers, `sitting` those who stay in office beside the elected.
    """
    persons = [*sitting, *in_order(elected)]
    woman = has_woman.on(election.election_day)
    return (
        woman(
            women=sum(person in women for person in persons),
            members=len(persons),
            woman_remedy=Remedy(election.region.code_of("woman_remedy")),
            seats_kept=len(election.left_vacant),
        ),
        no_relatives_together(
            persons,
            kin,
            lower_placed_gives_way=election.region.switch("lower_placed_gives_way"),
        ),
    )


def in_order(elected: Iterable[Seat]) -> list[str]:
    """Return the elected, the best placed first: by the highest post, then by the most votes."""
    placed = sorted(elected, key=lambda seat: (HIGHEST_FIRST[seat.post], -seat.votes))
    return [seat.person for seat in placed]
