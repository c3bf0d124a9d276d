"""One answer, one scorecard: the stages in order. Deterministic and pure."""

from __future__ import annotations

from interviewer.bank.models import Question
from interviewer.scoring.answer import read
from interviewer.scoring.clarifying import find_clarifying
from interviewer.scoring.delivery import delivery_score, find_delivery
from interviewer.scoring.denials import denial_penalty, find_denials
from interviewer.scoring.feedback import write_feedback
from interviewer.scoring.habits import Findings, find_habits, habits_score
from interviewer.scoring.jump import find_jump, jump_penalty, proposals
from interviewer.scoring.key_points import content_score, find_contradictions, find_key_points
from interviewer.scoring.marking import SATURATION, clarifying_score, false_claim_penalties, mark_parts
from interviewer.scoring.names import names_of
from interviewer.scoring.nearness import Sentences, weigh_nearness
from interviewer.scoring.remarks import remarks
from interviewer.scoring.replies import with_replies
from interviewer.scoring.scorecard import Scorecard
from interviewer.scoring.steps import find_steps, framework_score
from interviewer.scoring.stray import stray_penalty, stray_words
from interviewer.transcript import Transcript


def score(
    question: Question, answer: Transcript | str, *, id: str = "", vectors: Sentences | None = None
) -> Scorecard:
    """Judge an answer: a transcript, or its plain text.

    The same question and words give the same scorecard on every machine. ``id`` is
    carried through; it defaults to the question's slug. With ``vectors`` what was said in
    other words is heard better; without them the scorer is in lexical mode, and says so.
    """
    transcript = Transcript.from_text(answer) if isinstance(answer, str) else answer
    said = read(transcript, names_of(question.glossary), question.prompt)
    clarifying = with_replies(question, transcript, said, find_clarifying(question, said))
    nearness = None if vectors is None else weigh_nearness(question, said, vectors)
    contradictions = find_contradictions(question, said, nearness)
    denials = find_denials(question, said)
    key_points = find_key_points(question, said, contradictions, nearness, denials)
    jump = find_jump(question, said, clarifying)
    steps = find_steps(question, said, clarifying, jump, nearness)
    proposed = {mention.method for mention in proposals(question, said)}
    habits = find_habits(question, said, Findings(clarifying, steps, jump, len(proposed)))
    delivery = find_delivery(said, transcript)
    parts = mark_parts(
        question.type,
        {
            "content": content_score(question, key_points, SATURATION),
            "framework": framework_score(steps),
            "clarifying": clarifying_score(question.type, clarifying, jump),
            "habits": habits_score(habits, question),
            "delivery": delivery_score(delivery),
        },
    )
    earned = sum(part.points for part in parts.values())
    heard = [asked.evidence for asked in clarifying] + [wrong.evidence for wrong in contradictions]
    stray = stray_words(question, said, heard, nearness)
    general = (
        jump_penalty(said, jump, clarifying),
        denial_penalty(denials, earned),
        stray_penalty(stray, earned),
    )
    return Scorecard(
        id=id or question.slug,
        question=question.slug,
        number=question.number,
        framework=question.framework.name,
        parts=parts,
        penalties=tuple(
            [penalty for penalty in general if penalty is not None]
            + false_claim_penalties(key_points, contradictions)
        ),
        key_points=key_points,
        steps=steps,
        clarifying=clarifying,
        jump=jump,
        habits=habits,
        delivery=delivery,
        contradictions=contradictions,
        feedback=write_feedback(
            question,
            key_points=key_points,
            steps=steps,
            clarifying=clarifying,
            jump=jump,
            contradictions=contradictions,
            delivery=delivery,
            remarks=remarks(said, denials, stray),
        ),
        mode="lexical" if vectors is None else "vectors",
    )
