"""What is asked for, told from everyday words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewer.scoring.english.lists import words

if TYPE_CHECKING:
    from interviewer.bank.models import Facet

# What a question is about, by the stems of its words.
FACET_WORDS: dict[Facet, frozenset[str]] = {
    "metric": words(
        """
        accuraci auc better error evalu f1 judg kpi measur metric optim precis recal score
        target threshold wors worst
        """
    ),
    "constraints": words(
        """
        accept afford audit auditor bit budget cheap complianc comput constraint cost deadlin
        defend enough exact expens explain explan fair fast gdpr gpu guarante hardwar interpret
        latenc legal limit memori millisecond must power privaci promis quick regul regulatori
        requir requirement second secur slow strict toler tradeoff
        """
    ),
    "users": words(
        """
        agent anybodi anyon audienc background client custom doctor kid know manag patient peopl
        person reader reviewer room somebodi someon stakehold team technic user who
        """
    ),
    "data": words(
        """
        balanc cardin case class cluster collect column count data dataset distribut document
        duplic exampl featur field fraud gather gradient histor history imag imbalanc label
        layer leak level many minor miss negat nois noisi nomin order outlier point posit ratio
        record row sampl sensor sequenc seri sourc split test text time train unit valid valu
        """
    ),
    "baseline": words(
        """
        alreadi baselin befor built current exist far now present previous rule simpl so today
        tri
        """
    ),
    "operations": words(
        """
        batch cloud deploy edg infrastructur live machin monitor nightli offlin onlin peak
        pipelin product real refresh releas request retrain rollout run scale serv server stream
        traffic updat
        """
    ),
    "scope": words(
        """
        abstract aim code concret context deep definit depth detail exampl focus formal general
        generic high interview intuit kind math mathemat mean particular practic scenario sort
        specif talk theoret theori version
        """
    ),
    "objective": words(
        """
        achiev busi care case cost decid decis for goal happen impact matter need object outcom
        problem product purpos revenu solv success tri use value want why
        """
    ),
}
