"""The terminal face of a session: renders its events, decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from textwrap import wrap

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.text import Text

from interviewer.interview.events import (
    AnswerEnded,
    Drilled,
    DrillEnded,
    Event,
    Heard,
    Interjected,
    Kept,
    LineSaid,
    ListeningStarted,
    Notice,
    Paused,
    QuestionAsked,
    RoundEnded,
    Scored,
    SpeechEnded,
    SpeechStarted,
    TextHeard,
    Transcribing,
)
from interviewer.report.drilling import render_drill, render_review
from interviewer.report.layout import Look, clock, points
from interviewer.report.mock import render_round
from interviewer.report.terminal import print_report

METER_CELLS = 24
METER_FLOOR_DBFS = -60.0  # a quiet room; the meter runs from here to 0 dBFS
HINT_AFTER_S = 2.0  # of silence, before the countdown to the end is shown
DEAD_AFTER_S = 2.0  # without any sound from the start on
DEAD_DBFS = -85.0  # quieter than any microphone that is switched on; a quiet room has about -60
TEXT_LINES = 5  # of the answer on the screen while it is spoken: the last ones
KEYS = "P pauses, R repeats the question, S skips it, Q leaves and keeps what you said."
ENDINGS = {
    "stopped": "ended by you",
    "said": "ended by your words",
    "skipped": "skipped",
    "left": "left",
    "silence": "ended after a long silence",
    "cap": "time is up",
    "end": "the sound ended",
    None: "broken off",
}


@dataclass(slots=True)
class TerminalFace:
    """Prints to ``console`` in the given look; ``keys``: whether keys are listened to; ``live``: whether
    the text is shown while it is spoken; ``help``: what the other keys do.

    Keeps only what the screen needs, and which recording belongs to no stored attempt yet.
    """

    console: Console
    look: Look
    keys: bool
    detail: bool = False
    live: bool = True
    help: str = KEYS
    _live: Live | None = None
    _text: TextHeard | None = None
    _is_paused: bool = False
    _is_dead: bool = True  # no sound at all has come from the microphone in this answer
    _interviewer_speaks: bool = False
    unfinished: ListeningStarted | None = None  # an answer that is not stored yet

    def show(self, event: Event) -> None:
        """Render one event."""
        match event:
            case QuestionAsked():
                self.unfinished = None
                self._question(event)
            case Kept():
                self._kept(event)
            case ListeningStarted():
                self._listen(event)
            case SpeechStarted() | SpeechEnded() | Heard() | TextHeard() | Paused():
                self._moment(event)
            case AnswerEnded():
                self._still()
                if event.sound is not None:
                    self._line(f"Answer of {clock(event.duration_s)}, {ENDINGS[event.ended_by]}.", "dim")
            case Transcribing():
                done = "your last words ..." if event.share is None else f"{event.share:4.0%}"
                self._status(Text(f"  Transcribing {done}", style="dim"))
            case LineSaid() | Interjected():
                self._interviewer(event)
            case Notice():
                self._notice(event.text)
            case _:
                self._result(event)

    def _moment(self, event: SpeechStarted | SpeechEnded | Heard | TextHeard | Paused) -> None:
        """What is drawn over again and again while somebody speaks."""
        match event:
            case SpeechStarted():
                self._interviewer_speaks = True
                self._status(self._speaking())
            case SpeechEnded():
                self._interviewer_speaks = False
                self._still()
            case Heard():
                self._is_dead = self._is_dead and event.tick.level_dbfs < DEAD_DBFS
                self._status(self._listening_lines(event))
            case TextHeard():
                self._text = event
            case Paused():
                self._is_paused = event.paused

    def say(self, text: str) -> None:
        """A message beside the session's own events."""
        self.show(Notice(text))

    @property
    def kept(self) -> tuple[Path, str] | None:
        """The recording that belongs to no stored attempt yet, and the slug of its question."""
        if self.unfinished is None or self.unfinished.sound is None:
            return None
        return self.unfinished.sound, self.unfinished.question.slug

    def close(self) -> None:
        """Leave the terminal as it was."""
        self._still()

    def _question(self, event: QuestionAsked) -> None:
        question = event.question
        number = f"{question.number}. " if question.number is not None else ""
        count = f"  ({event.place} of {event.count})" if event.count > 1 else ""
        self.console.print()
        self._line(f"{number}{question.slug}{count}", "dim")
        self._line(question.prompt, "bold")

    def _interviewer(self, event: LineSaid | Interjected) -> None:
        if isinstance(event, Interjected):
            self._still()
            self.console.print()
            self._line(f"Interviewer: {event.line}", "bold")
        else:
            self._line(f"Interviewer: {event.line.text}", "bold")

    def _kept(self, event: Kept) -> None:
        self.unfinished = None
        self._line(f"{points(event.total)} of 100, kept as attempt {event.attempt}.", "dim")
        again = f"interviewer review {event.attempt} --model-answer"
        self._line(f"Again, with the model answer: {again}", "dim")

    def _result(self, event: Scored | Drilled | DrillEnded | RoundEnded) -> None:
        """A report, printed as it is."""
        self._still()
        width, color, unicode = self.look.width, self.look.color, self.look.unicode
        match event:
            case Scored(question, scorecard, transcript):
                self.console.print()
                print_report(self.console, question, scorecard, transcript, detail=self.detail)
                return
            case Drilled(review, attempt):
                text = render_review(review, width=width, color=color, unicode=unicode)
                if attempt is not None:
                    text += (
                        f"\nKept as attempt {attempt}; look at it again with: interviewer review {attempt}\n"
                    )
            case DrillEnded(reviews):
                text = render_drill(reviews, width=width, color=color, unicode=unicode)
            case RoundEnded(answers):
                text = render_round(answers, width=width, color=color, unicode=unicode)
        self.console.print(Text.from_ansi(text), soft_wrap=True, highlight=False, end="")

    def _listen(self, event: ListeningStarted) -> None:
        self._text = None
        self._is_paused = False
        self._is_dead = True
        self.unfinished = event if event.sound is not None else None
        if event.sound is None:
            self._line("Your answer, line by line; /done or the end of input ends it.", "dim")
            return
        ends = "Enter ends your answer" if self.keys else "The end of the sound ends the answer"
        self._line(f"Listening to {event.microphone}. {ends}, or {event.silence_s:g} s of silence.", "dim")
        if self.keys:
            self._line(self.help, "dim")

    def _speaking(self) -> Text:
        return Text("  Interviewer speaking ...", style="dim")

    def _listening_lines(self, event: Heard) -> RenderableType:
        """The end of the text, if it is wanted, and below it what is going on."""
        now = self._speaking() if self._interviewer_speaks else self._meter(event)
        if self._is_paused:
            now = Text("  Paused. P goes on.", style="yellow")
        if self._text is None or not self.live:
            return now
        text = Text(self.look.text(self._text.settled))
        text.append(" " if self._text.settled and self._text.guess else "")
        text.append(self.look.text(self._text.guess), style="dim")
        lines = text.wrap(self.console, self.look.width - 2)[-TEXT_LINES:]
        return Group(*(Text("  ").append_text(line) for line in lines), now)

    def _meter(self, event: Heard) -> Text:
        tick = event.tick
        share = max(0.0, min(1.0, 1 - tick.level_dbfs / METER_FLOOR_DBFS))
        full = round(share * METER_CELLS)
        block, space, dot = ("█", "░", "●") if self.look.unicode else ("#", ".", "*")
        text = Text("  ")
        text.append(f"{dot} ", style="red" if tick.speaking else "dim")
        text.append(f"{clock(tick.elapsed_s)} ")
        text.append(block * full, style="green" if tick.peak < 0.98 else "red")
        text.append(space * (METER_CELLS - full), style="dim")
        if tick.peak >= 0.98:
            text.append("  too loud", style="yellow")
        elif self._is_dead and tick.elapsed_s > DEAD_AFTER_S:
            text.append("  I can't hear you: no sound at all. Muted?", style="yellow")
        elif (
            tick.silence_s > HINT_AFTER_S and tick.elapsed_s > tick.silence_s + 0.5 and isfinite(tick.left_s)
        ):
            text.append(f"  ends in {tick.left_s:.0f} s, go on when you like", style="yellow")
        elif not tick.speaking and tick.elapsed_s > 5 and tick.silence_s >= tick.elapsed_s - 0.5:
            text.append("  I can't hear you yet", style="yellow")
        return text

    def _status(self, line: RenderableType) -> None:
        """One line that is drawn over; nothing where the output is no terminal."""
        if not self.console.is_terminal:
            return
        if self._live is None:
            self._live = Live(line, console=self.console, auto_refresh=False, transient=True)
            self._live.start()
        self._live.update(line, refresh=True)

    def _still(self) -> None:
        if self._live is not None:
            self._live.stop()
            self._live = None

    def _line(self, text: str, style: str) -> None:
        self._still()
        self.console.print(Text(self.look.text(text), style=style))

    def _notice(self, text: str) -> None:
        """A message with paths in it, which are not broken over two lines: they are there to be copied."""
        self._still()
        words = self.look.text(text)
        for line in wrap(words, self.look.width, break_long_words=False, break_on_hyphens=False):
            self.console.print(Text(line, style="yellow"), soft_wrap=True)
