"""The steps by which a congress of delegates comes about (procedure, section 4.3)."""

from __future__ import annotations

from services.election.domain.states import State, Step, StepForm
from shared.text import Text

BEFORE_THE_CONGRESS = State.between(State.CLEARED, State.READY)

CONGRESS = {
    Step.DELEGATE_SEATS: StepForm(
        "P5",
        Text("代表名额批复", "number of delegates"),
        BEFORE_THE_CONGRESS,
        after=(Step.REPLY,),
    ),
    Step.DELEGATE_NOMINATION: StepForm(
        "P5",
        Text("代表候选人推荐", "nomination of delegates"),
        BEFORE_THE_CONGRESS,
        after=(Step.DELEGATE_SEATS,),
        takes_back=(Step.DELEGATE_ELECTION, Step.CREDENTIALS, Step.PREPARATORY_SESSION),
    ),
    Step.DELEGATE_ELECTION: StepForm(
        "P5",
        Text("选举代表", "election of delegates"),
        BEFORE_THE_CONGRESS,
        after=(Step.DELEGATE_NOMINATION,),
        takes_back=(Step.CREDENTIALS, Step.PREPARATORY_SESSION),
    ),
    Step.CREDENTIALS: StepForm(
        "P11",
        Text("代表资格审查", "credentials"),
        BEFORE_THE_CONGRESS,
        after=(Step.DELEGATE_ELECTION,),
        takes_back=(Step.PREPARATORY_SESSION,),
    ),
    Step.PREPARATORY_SESSION: StepForm(
        "P11",
        Text("预备会议", "preparatory session"),
        BEFORE_THE_CONGRESS,
        after=(Step.CREDENTIALS,),
    ),
}
