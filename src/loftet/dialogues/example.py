"""The market dialogue of a conference, for tests that walk through its pages."""

from loftet.core.registry import Example
from loftet.dialogues.actions import ask_question
from loftet.meetings.example import PLANNERS, TITLE, announced_event, registered_teams
from loftet.meetings.signed import team_word
from loftet.people.actor import Actor, actor_at
from loftet.people.example import EVERYBODY, member_of
from loftet.people.models import Organisation

ORGANISER = (
    *("event_hand_over", "event_log", "event_notice", "event_inputs", "event_input_note"),
    "question_answer",
)


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return a dialogue with a question and a firm, and who is let in where."""
    event = announced_event(actor, member_of(organisation, actor))
    planner = actor_at(actor.person, actor.now, actor.today)
    firm = registered_teams(event, planner)[1]
    question = ask_question(event, {"text": "Kor djupt ligg røyra?"}, actor=planner)
    return Example(
        words={"pk": event.pk, "firm": firm.pk, "word": team_word(firm.pk), "question": question.pk},
        let_in={
            **dict.fromkeys(("event_dialogue", "team_ask", "team_input"), EVERYBODY),
            "event_ask": tuple(one for one in EVERYBODY if one not in ("nobody", "no role")),
            **dict.fromkeys(ORGANISER, PLANNERS),
            "event_summarise": (),  # it has not been yet
        },
        sent={
            **{name: {"text": "Kva toler vegen?"} for name in ("event_ask", "team_ask")},
            "team_input": {"text": "Vi kan lytte.", "least_volume": "40", "version": "0"},
            "event_input_note": {"text": "Vi kan grave.", "said_by": "Aud", "how": "mail", "version": "0"}
            | {"said_on": event.written.date().isoformat()},
            "event_notice": {"title": TITLE, "text": "Møt oss.", "no_doffin": "Lite.", "english": "Meet us."},
            "event_hand_over": {"what": "Kart", "link": "https://gol.example/kart"},
            "event_log": {"journalled": "yes"},
            "question_answer": {"answer": "To meter.", "version": str(question.version)},
        },
    )
