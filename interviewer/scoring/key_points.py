"""Which key points were made, which were swapped, and which false statements were heard.

A key point counts where its statement (``says``) is made of its subject (``about``):
in the same sentence, or carried over from up to `CARRY` sentences before, as long as
no rival subject stands nearer. A statement made of the rival is a swap. Terms that
are merely listed say nothing and count for nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from interviewer.bank.models import KeyPoint, Question
from interviewer.scoring.alike import Alike, most_alike, weights_among
from interviewer.scoring.answer import Answer
from interviewer.scoring.cues import find_cues, is_quoted
from interviewer.scoring.denials import DENIED, Denials, find_denials
from interviewer.scoring.english.proposing import ATTRIBUTES
from interviewer.scoring.english.small_words import FINITE_VERBS
from interviewer.scoring.nearness import Near, Nearness
from interviewer.scoring.phrases import Match, find_phrases
from interviewer.scoring.polarity import DENIALS, denied
from interviewer.scoring.scorecard import Contradiction, Evidence, KeyPointFinding, KeyPointStatus
from interviewer.scoring.speech_acts import merely_listed

# Nearness to a key point's sentences, 0 to 1, and how much nearer than to any falsehood (see `nearness`).
MEANT, MEANT_MARGIN = 0.38, 0.1  # said in other words
TOUCHED, TOUCHED_MARGIN = 0.34, 0.08  # ... or half said
FAR = 0.25  # a cue in a stretch that is no nearer than this is only half a statement
DOUBTFUL_MARGIN, FALSE_MARGIN = -0.03, -0.1  # nearer to a falsehood: half a statement, and none
CARRY = 2  # sentences over which a subject carries on, "it" and "they" included
CARRY_TOKENS = 45  # and the words over which it does so where nothing is punctuated
SWAP_REACH = 14  # tokens: a rival further away is no proof that the statement was made of it
NEXT_CLAUSE = 15  # tokens added to the distance of a subject that is only named in the next clause
FOILS = frozenset(["unlike", "than", "versus", "instead", "compared"])
FOIL_REACH = 3  # words between one of these and what it sets apart
JOINERS = frozenset(["and", "but", "or", "while", "whereas"])
ALIKE_COVERED = 0.62  # share of a paraphrase's weighted words found in one stretch: said
ALIKE_PARTIAL = 0.46  # ... and below that: half said
# A false statement must be found nearly whole and in one sentence, since shared words are blind to order.
# When it was set, 0.8 over sentence ends gave 19 false alarms on the bank's own right answers, this 7, and
# as many false statements were heard either way; today's figures: benchmarks/scorer_on_bank.py.
ALIKE_FALSE = 0.85
MEANT_FALSE, MEANT_FALSE_MARGIN = 0.55, 0.1  # a falsehood in other words, see `nearness`
HEARSAY_TOKENS = 4  # "some people say that" opens what follows
FALSE_TOKENS = 6  # in fewer words nothing is claimed that could be held against anybody
SENTENCE_CUE_WORDS = 8  # a sounds_like of so many words is a whole sentence, not a cue
Verdict = tuple[KeyPointStatus, list[Match], str]  # a status, where it was heard, and why
CREDIT: dict[KeyPointStatus, float] = {"covered": 1.0, "partial": 0.5, "missing": 0.0, "contradicted": 0.0}


@dataclass(frozen=True, slots=True)
class Subjects:
    """Where each key point's subject is mentioned: token positions, ascending, by key point id."""

    places: dict[str, tuple[int, ...]]

    def nearest(self, answer: Answer, point: str, match: Match, carry: int = CARRY) -> int | None:
        """Distance in tokens from a statement to its subject, None where it is out of reach.

        It may stand up to ``carry`` sentences before.
        """
        sentence = answer.sentence_index(match.first)
        best: int | None = None
        places = self.places.get(point, ())
        within = (
            bisect_left(places, match.first - CARRY_TOKENS),
            bisect_right(places, match.last + CARRY_TOKENS),
        )
        for place in places[slice(*within)]:
            away = sentence - answer.sentence_index(place)
            if _is_foil(answer, place):
                continue
            distance = max(0, match.first - place, place - match.last + 1)
            if place >= match.last and _speaks_anew(answer, match.last, place):
                distance += NEXT_CLAUSE
            near = away == 0 or (0 < away <= carry and place < match.first)
            if near and distance <= CARRY_TOKENS and (best is None or distance < best):
                best = distance
        return best


def _speaks_anew(answer: Answer, last: int, place: int) -> bool:
    """Whether a clause begins between the end of a statement and a later mention: "... and boosting"."""
    if answer.clause_of[place] != answer.clause_of[last - 1]:
        return True
    return not JOINERS.isdisjoint(answer.words(last, place))


def _is_foil(answer: Answer, place: int) -> bool:
    """Whether something is only named for comparison: "unlike a forest", "instead of L2", "than bagging"."""
    first = max(answer.clause_at(place).first, place - FOIL_REACH)
    return not FOILS.isdisjoint(answer.words(first, place))


def find_key_points(
    question: Question,
    answer: Answer,
    false: Sequence[Contradiction] = (),
    nearness: Nearness | None = None,
    denials: Denials | None = None,
) -> tuple[KeyPointFinding, ...]:
    """One finding for each key point, in the question's order. What was said in ``false`` earns nothing.

    ``denials``: found here where they are not given.
    """
    subjects = Subjects(
        {
            point.id: tuple(
                match.first for match in find_cues(answer, point.about or question.topic, affirmed=False)
            )
            for point in question.key_points
        }
    )
    rivals = _rivals(question)
    void = tuple((claim.evidence.start, claim.evidence.end) for claim in false)
    found = (denials or find_denials(question, answer)).points
    against = {
        point.id: found[point.id]
        for point in question.key_points
        if point.id in found and _of_itself(found[point.id], point, subjects, rivals.get(point.id, {}))
    }
    return tuple(
        _denial(answer, point, against[point.id])
        if point.id in against
        else _finding(question, point, _Ground(answer, subjects, rivals.get(point.id, {}), void, nearness))
        for point in question.key_points
    )


def _of_itself(match: Match, point: KeyPoint, subjects: Subjects, rivals: Iterable[str]) -> bool:
    """Whether a stretch speaks of the point's subject and of no rival: "boosting isn't parallel" is true."""

    def named(id: str) -> bool:
        return any(match.first <= at < match.last for at in subjects.places[id])

    return (named(point.id) or not point.about) and not any(named(rival) for rival in rivals)


def _denial(answer: Answer, point: KeyPoint, match: Match) -> KeyPointFinding:
    evidence = _evidence(answer, [match])
    return KeyPointFinding(
        point.id, point.text, point.weight, "contradicted", evidence, f"{DENIED}{point.text}"
    )


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a key point is looked for in: the answer, who is spoken of where, rivals, and false stretches."""

    answer: Answer
    subjects: Subjects
    rivals: dict[str, str]
    void: tuple[tuple[int, int], ...]
    nearness: Nearness | None

    def is_void(self, match: Match) -> bool:
        """Whether the match lies in a stretch that was heard as false."""
        start, end = self.answer.tokens[match.first].start, self.answer.tokens[match.last - 1].end
        return any(start < last and first < end for first, last in self.void)


def find_contradictions(
    question: Question, answer: Answer, nearness: Nearness | None = None
) -> tuple[Contradiction, ...]:
    """The question's misconceptions that were voiced, in the order in which they were said."""
    found = []
    for wrong in question.misconceptions:
        cues = [cue for cue in wrong.sounds_like if not is_sentence(cue)]
        matches = [
            match
            for match in find_cues(answer, cues)
            if not merely_listed(answer, match.first) and not _others_say(answer, match)
        ]
        sentences = [cue for cue in wrong.sounds_like if is_sentence(cue)]
        alike = most_alike(answer, sentences, {}, lambda match: not _crosses_sentence(answer, match))
        evidence: Evidence | None = None
        if matches:
            evidence = _clause_evidence(answer, matches[0])
        elif alike is not None and alike.share >= ALIKE_FALSE:
            evidence = answer.evidence(alike.match.first, alike.match.last)
        elif nearness is not None:
            meant = _meant_falsely(answer, nearness.false.get(wrong.id, ()))
            evidence = None if meant is None else answer.evidence(meant.first, meant.last)
        if evidence is not None:
            found.append(Contradiction(wrong.id, wrong.text, wrong.correction, evidence))
    return tuple(sorted(found, key=lambda contradiction: contradiction.evidence.start))


def _meant_falsely(answer: Answer, near: Sequence[Near]) -> Match | None:
    """The stretch nearest to a false statement, if it is near enough and no true one is near."""
    fitting = [
        one
        for one in near
        if one.false >= MEANT_FALSE
        and -one.margin >= MEANT_FALSE_MARGIN
        and one.match.last - one.match.first >= FALSE_TOKENS
        and _claims(answer, one.match)
    ]
    return max(fitting, key=lambda one: (one.false, -one.match.first)).match if fitting else None


def _claims(answer: Answer, match: Match) -> bool:
    """Whether a stretch says something in the speaker's own name: no question, list, denial or hearsay."""
    sentence = answer.sentence_at(match.first)
    if sentence.question or find_phrases(
        answer, ATTRIBUTES, sentence.first, match.first + HEARSAY_TOKENS, gap=1
    ):
        return False
    if merely_listed(answer, (match.first + match.last) // 2) or _crosses_sentence(answer, match):
        return False
    words = answer.words(match.first, match.last)
    return any(word in FINITE_VERBS for word in words) and not (
        denied(answer, match.last - 1) is not None
        or find_phrases(answer, DENIALS, match.first, match.last, gap=0)
    )


def is_sentence(sounds_like: str) -> bool:
    """Whether this is compared as a whole sentence; what is shorter, or in double quotes, is a cue."""
    return len(sounds_like.split()) >= SENTENCE_CUE_WORDS and not is_quoted(sounds_like)


def _others_say(answer: Answer, match: Match) -> bool:
    """ "Some people say ...": reported, not claimed."""
    sentence = answer.sentence_at(match.first)
    return bool(find_phrases(answer, ATTRIBUTES, sentence.first, match.first, gap=1))


def content_score(question: Question, findings: Sequence[KeyPointFinding], saturation: float) -> float:
    """Weighted credit of the findings, 0 to 1; full marks at ``saturation`` of all the weight."""
    weight = sum(point.weight for point in question.key_points)
    credit = sum(finding.weight * CREDIT[finding.status] for finding in findings)
    return min(1.0, credit / (weight * saturation)) if weight else 0.0


def _rivals(question: Question) -> dict[str, dict[str, str]]:
    """For each key point, the key points it is contrasted with and the correction for a swap."""
    rivals: dict[str, dict[str, str]] = {}
    for contrast in question.contrasts:
        one, other = contrast.points
        rivals.setdefault(one, {})[other] = contrast.correction
        rivals.setdefault(other, {})[one] = contrast.correction
    return rivals


def _finding(question: Question, point: KeyPoint, ground: _Ground) -> KeyPointFinding:
    said: list[Match] = []
    half: list[Match] = []
    swapped: list[tuple[Match, str]] = []
    answer = ground.answer
    for match in find_cues(answer, point.says):
        if merely_listed(answer, match.first) or ground.is_void(match):
            continue
        meant = _as_meant(ground, point.id, match)
        if meant != "said":
            half += [match] if meant == "half" else []
            continue
        own = ground.subjects.nearest(answer, point.id, match)
        other = _nearest_rival(ground, match)
        if (
            other is not None
            and (own is None or other[0] < own)
            and not _names_its_own(ground, point, match, other[1])
        ):
            if other[0] <= SWAP_REACH:
                swapped.append((match, ground.rivals[other[1]]))
        elif own is not None or not point.about:  # without one, the topic is the question's own
            said.append(match)
        else:
            half.append(match)
    alike = most_alike(
        answer,
        point.paraphrases,
        weights_among(_paraphrases(question), answer.names),
        lambda it: not ground.is_void(it),
    )
    said.sort(key=lambda match: _clearness(point.id, match, ground.nearness), reverse=True)
    status, places, note = _verdict(said, half, swapped, alike)
    if status in ("missing", "partial"):
        status, places, note = _in_other_words(point, ground, (status, places, note))
    return KeyPointFinding(point.id, point.text, point.weight, status, _evidence(answer, places), note)


def _names_its_own(ground: _Ground, point: KeyPoint, match: Match, rival: str) -> bool:
    """Whether the sentence of a statement names its subject, and the rival only stands in one before."""
    nearest = ground.subjects.nearest
    return (
        nearest(ground.answer, point.id, match, carry=0) is not None
        and nearest(ground.answer, rival, match, carry=0) is None
    )


def _as_meant(ground: _Ground, point: str, match: Match) -> Literal["said", "half", "not"]:
    """Whether the words around a cue mean the key point; without vectors a cue is taken at its word."""
    near = None if ground.nearness is None else ground.nearness.around(point, match)
    if near is None:
        return "said"
    if near.margin < FALSE_MARGIN:
        return "not"
    return "half" if near.true < FAR or near.margin < DOUBTFUL_MARGIN else "said"


def _clearness(point: str, match: Match, nearness: Nearness | None) -> tuple[float, int]:
    """Orders the places where a key point was said: the clearest is quoted."""
    near = None if nearness is None else nearness.around(point, match)
    return 0.0 if near is None else near.true, len(match.cue.split())


def _in_other_words(point: KeyPoint, ground: _Ground, verdict: Verdict) -> Verdict:
    """A better verdict where some stretch comes near enough to the key point, else the one given."""
    if ground.nearness is None:
        return verdict

    def accepts(match: Match) -> bool:
        middle = (match.first + match.last) // 2
        if ground.answer.sentence_at(match.first).question and _crosses_sentence(ground.answer, match):
            return False  # a question and the beginning of what follows: "Did anybody count? So I'd ..."
        return not ground.is_void(match) and not merely_listed(ground.answer, middle)

    near = ground.nearness.best(point.id, MEANT, MEANT_MARGIN, accepts)
    if near is not None:
        return "covered", [*verdict[1], near.match], "said in other words"
    near = ground.nearness.best(point.id, TOUCHED, TOUCHED_MARGIN, accepts)
    if near is not None and verdict[0] == "missing":
        return "partial", [near.match], "touched on"
    return verdict


def _verdict(
    said: list[Match], half: list[Match], swapped: list[tuple[Match, str]], alike: Alike | None
) -> Verdict:
    if said:
        return "covered", said, ""
    if alike is not None and alike.share >= ALIKE_COVERED:
        return "covered", [alike.match], "said in other words"
    if swapped and not _half_said_elsewhere(half, alike, swapped):
        return "contradicted", [swapped[0][0]], swapped[0][1]
    if half:
        return "partial", half, "said, but not clearly of what"
    if alike is not None and alike.share >= ALIKE_PARTIAL:
        return "partial", [alike.match], "touched on"
    return "missing", [], ""


def _half_said_elsewhere(
    half: Sequence[Match], alike: Alike | None, swapped: Sequence[tuple[Match, str]]
) -> bool:
    """Whether it was half said in other words than those of the swap: saying more never takes that back."""
    touched_on = [alike.match] if alike is not None and alike.share >= ALIKE_PARTIAL else []
    return any(not any(match.overlaps(swap) for swap, _ in swapped) for match in (*half, *touched_on))


def _nearest_rival(ground: _Ground, match: Match) -> tuple[int, str] | None:
    near = [
        (distance, rival)
        for rival in ground.rivals
        if (distance := ground.subjects.nearest(ground.answer, rival, match)) is not None
    ]
    return min(near, default=None)


def _evidence(answer: Answer, matches: Iterable[Match]) -> tuple[Evidence, ...]:
    """Quotes of the first two places, each the whole clause in which the statement was made."""
    quotes: dict[tuple[int, int], Evidence] = {}
    for match in matches:
        evidence = _clause_evidence(answer, match)
        quotes.setdefault((evidence.start, evidence.end), evidence)
    return tuple(quotes.values())[:2]


def _clause_evidence(answer: Answer, match: Match) -> Evidence:
    first = answer.clause_at(match.first).first
    last = answer.clause_at(match.last - 1).last
    if last - first > 40:
        first, last = match.first, match.last
    return answer.evidence(first, last)


def _paraphrases(question: Question) -> tuple[str, ...]:
    return tuple(text for point in question.key_points for text in point.paraphrases)


def _crosses_sentence(answer: Answer, match: Match) -> bool:
    return answer.sentence_index(match.first) != answer.sentence_index(match.last - 1)
