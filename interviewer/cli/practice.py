"""``interviewer practice``: the spoken loop."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from interviewer.cli.options import Asked, Headphones, Levels, NoLive, Sections, command
from interviewer.errors import BadInput, BadStore, Interrupted, Missing, MissingDevice
from interviewer.printable import printable
from interviewer.settings import Settings

if TYPE_CHECKING:
    from interviewer.audio.microphone import FileMicrophone, Microphone
    from interviewer.bank.bank import Bank
    from interviewer.bank.models import Question
    from interviewer.cli.head_start import HeadStart
    from interviewer.cli.keys import Keys
    from interviewer.history.store import Store
    from interviewer.interview.answering import AnswerSource
    from interviewer.interview.dialogue import Manner
    from interviewer.interview.events import Event
    from interviewer.interview.session import Mouth, Session

POLL_S = 0.1  # how often a key is looked for
DEMO_QUESTION = "imbalanced-data"
DEMO_ANSWER = "imbalanced-data__demo.ogg"  # in the shipped questions/samples


@dataclass(frozen=True, slots=True)
class Wish:
    """How this sitting should go, as asked for on the command line."""

    answer: Path | None = None
    fast: bool = False
    typed: bool = False
    speak: bool = True
    interrupt: str | None = None
    follow_ups: int | None = None
    demo: bool = False


def register(app: typer.Typer) -> None:
    command(app)(practice)


def practice(
    settings: Settings,
    question: Asked = None,
    level: Levels = None,
    section: Sections = None,
    count: Annotated[int, typer.Option(min=1, max=100, metavar="N", help="How many questions.")] = 1,
    answer: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A sound file as the microphone, at real-time pace.")
    ] = None,
    fast: Annotated[bool, typer.Option("--fast", help="With --answer: as fast as it can.")] = False,
    typed: Annotated[bool, typer.Option("--typed", help="Type the answer; /done ends it.")] = False,
    no_speak: Annotated[bool, typer.Option("--no-speak", help="Show the question, don't speak it.")] = False,
    mode: Annotated[str | None, typer.Option(metavar="MODE", help="coach or real.")] = None,
    silence: Annotated[
        float | None, typer.Option(metavar="SECONDS", help="Silence that ends an answer.")
    ] = None,
    interrupt: Annotated[
        str | None,
        typer.Option(metavar="WHEN", help="now, pause or never: when a jump to a method is cut in on."),
    ] = None,
    follow_ups: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=5,
            metavar="N",
            help="Questions back after an answer, at most (typed through a pipe: 0).",
        ),
    ] = None,
    headphones: Headphones = False,
    no_live: NoLive = False,
    demo: Annotated[
        bool, typer.Option("--demo", help="Hear a shipped answer instead of a microphone.")
    ] = False,
    demo_without_microphone: Annotated[
        bool, typer.Option("--demo-without-microphone", help="The demo, only where there is no microphone.")
    ] = False,
    detail: Annotated[bool, typer.Option("--detail", help="The long report.")] = False,
) -> None:
    """Hear a question, answer aloud, read what your answer is worth."""
    from interviewer.cli.finish import offer
    from interviewer.cli.wiring import open_bank
    from interviewer.history.store import Store
    from interviewer.settings import merged

    settings = merged(settings, {"mode": mode, "silence_s": silence}, "command line")
    settings = listening(settings, headphones, no_live)
    if typed and answer is not None:
        raise BadInput("--typed and --answer exclude each other", "Give one of them")
    bank = open_bank(settings)
    wish = Wish(
        answer=answer,
        fast=fast,
        typed=typed,
        speak=not no_speak,
        interrupt=interrupt,
        follow_ups=follow_ups,
    )
    if demo_without_microphone and not typed and answer is None:
        reason = _no_microphone(settings)
        if reason is not None:
            print(printable(f"{reason} So a shipped spoken answer is the microphone."), file=sys.stderr)
            demo = True
    if demo:
        question = question or DEMO_QUESTION
        # He can't know what he would be asked: whatever followed up would be answered with the same again.
        wish = replace(wish, answer=_demo_answer(), demo=True, follow_ups=0)
    with Store(settings.database) as store:
        offer(settings, store, bank)
        _tidy(settings, store)
        chosen = _chosen(bank, store, question, level or (), section or (), count)
        run(settings, store, wish, lambda session: session.practise(chosen), detail=detail)


def listening(settings: Settings, headphones: bool, no_live: bool) -> Settings:
    """The settings with two switches of the command line."""
    return replace(settings, headphones=settings.headphones or headphones, live=settings.live and not no_live)


def _tidy(settings: Settings, store: Store) -> None:
    """Bring recordings into the form and down to the age that the settings wish; trouble is told, no more."""
    from interviewer.cli.wiring import say
    from interviewer.history.sounds import tidy

    try:
        deleted = tidy(store, settings.data_dir, settings.keep_sound_days, datetime.now().astimezone())
    except BadStore as error:
        say(settings, f"interviewer: {error}")
        return
    if deleted:
        recordings = "1 recording" if deleted == 1 else f"{deleted} recordings"
        say(settings, f"Deleted {recordings} older than {settings.keep_sound_days:g} days.")


def _no_microphone(settings: Settings) -> str | None:
    """Why there is no microphone, or None where there is one."""
    from interviewer.audio.devices import find_microphone

    try:
        find_microphone(settings.microphone)
    except MissingDevice as error:
        return f"{error}."
    return None


def _demo_answer() -> Path:
    from interviewer.bank.folders import shipped_folder

    return shipped_folder() / "samples" / DEMO_ANSWER


def _chosen(
    bank: Bank, store: Store, question: str | None, levels: Sequence[str], sections: Sequence[str], count: int
) -> tuple[Question, ...]:
    """The question asked for; else what is due, then what went badly, then what is new."""
    from interviewer.cli.choosing import Wanted, next_questions

    if question is not None:
        return (bank.question(question),)
    now = datetime.now().astimezone()  # its day decides what is due today
    return next_questions(bank, store, now, Wanted(levels, sections), count)


def run(
    settings: Settings,
    store: Store,
    wish: Wish,
    play: Callable[[Session], Generator[Event, None, None]],
    *,
    detail: bool = False,
) -> None:
    """Put a session together and show what happens in it; ``play`` says what it is used for."""
    from rich.console import Console

    from interviewer import __version__
    from interviewer.cli.head_start import HEAD_START_S, HeadStart
    from interviewer.cli.keys import HELP_FOR_A_FILE, NoKeys, for_a_file, terminal_keys
    from interviewer.cli.patience import Patience
    from interviewer.cli.vectors_ahead import VectorsAhead
    from interviewer.cli.wiring import open_vectors, screen
    from interviewer.interview.events import Kept, ListeningStarted, SpeechStarted
    from interviewer.interview.session import Session
    from interviewer.report.face import TerminalFace

    manner = _manner(settings, wish)
    kept: list[int] = []
    look = screen(settings)
    console = Console(
        width=look.width, no_color=not look.color, highlight=False, markup=False, emoji=False, soft_wrap=False
    )
    with ExitStack() as stack:
        keys = NoKeys() if wish.typed else stack.enter_context(terminal_keys())
        face = TerminalFace(console, look, keys.listening, detail, settings.live)
        if wish.answer is not None:
            keys, face.help = for_a_file(keys), HELP_FOR_A_FILE
        stack.callback(face.close)
        start = HeadStart()
        stack.callback(start.cancel)
        meaning = VectorsAhead(partial(start.after, partial(open_vectors, settings)))
        stack.callback(meaning.close)
        answer = _file(wish)
        notice = Patience(answer).notice if wish.demo and answer is not None else _unheeded
        source = _source(settings, wish, answer, keys, start, stack, face.say, meaning.heard)
        mouth = _mouth(settings, face.say) if wish.speak else None
        if mouth is None:
            start.go()
        session = Session(
            settings,
            store,
            source,
            mouth,
            __version__,
            skipped=keys.pressed,
            manner=manner,
            converses=wish.answer is None or wish.demo,
            demo=wish.demo,
            vectors=meaning.vectors,
            prepare=meaning.prepare,
            try_again=lambda trouble: console.is_terminal and _try_again(trouble, face.say),
        )
        try:
            with closing(play(session)) as events:
                for event in events:
                    face.show(event)
                    notice(event)
                    if isinstance(event, SpeechStarted | ListeningStarted):
                        start.go(HEAD_START_S)
                    elif isinstance(event, Kept):
                        kept.append(event.attempt)
        except KeyboardInterrupt as error:
            raise Interrupted(_left_message(face.kept)) from error
        except Missing as error:  # the microphone was pulled out, the model can't be had
            if face.kept is None or not face.kept[0].exists():
                raise
            raise type(error)(error.what, f"{error.next_step}. {_how_to_score(*face.kept)}") from error
    if settings.second_model is not None:
        from interviewer.cli.hearing_again import hear_all_again

        hear_all_again(settings, store, kept, settings.second_model)


def _unheeded(event: Event) -> None:
    """A person needs no telling when to wait."""


def _manner(settings: Settings, wish: Wish) -> Manner:
    """As the mode has it. What comes through a pipe after an answer was not written for a follow-up."""
    from interviewer.interview.dialogue import INTERRUPTS, manner_of

    interrupt = next((known for known in INTERRUPTS if known == wish.interrupt), None)
    if wish.interrupt is not None and interrupt is None:
        raise BadInput(f"--interrupt is {wish.interrupt!r}", f"Give one of {', '.join(INTERRUPTS)}")
    piped = wish.typed and not (sys.stdin and sys.stdin.isatty())
    follow_ups = 0 if piped and wish.follow_ups is None else wish.follow_ups
    return manner_of(settings.mode, interrupt, follow_ups)


def _left_message(recording: tuple[Path, str] | None) -> str:
    if recording is None:
        return "Stopped; nothing was lost"
    if not recording[0].exists():
        return f"Stopped; {recording[0]} could not be written, so this answer is lost"
    return f"Stopped. {_how_to_score(*recording)}"


def _how_to_score(path: Path, slug: str) -> str:
    return f"Your recording is kept; score it with: interviewer score {quote(str(path))} --question {slug}"


def _source(
    settings: Settings,
    wish: Wish,
    answer: FileMicrophone | None,
    keys: Keys,
    start: HeadStart,
    stack: ExitStack,
    tell: Callable[[str], None],
    settled: Callable[[str], None],
) -> AnswerSource:
    """Where the answer comes from. The engine is loaded while the question is spoken."""
    from interviewer.interview.answering import TypedAnswer
    from interviewer.interview.spoken import SpokenAnswer

    if wish.typed:
        return TypedAnswer(_typed_lines())
    from interviewer.audio.activity import SileroActivity
    from interviewer.cli.patience import SILENCE_S
    from interviewer.cli.wiring import open_engine

    microphone = answer or _device(settings, tell)
    pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="engine")
    stack.callback(pool.shutdown, wait=False, cancel_futures=True)
    engine = pool.submit(start.after, partial(open_engine, settings))
    return SpokenAnswer(
        microphone,
        SileroActivity(),
        engine,
        SILENCE_S if wish.demo else settings.silence_s,
        keys.control,
        live=not wish.fast,
        headphones=settings.headphones,
        settled=settled,
    )


def _try_again(trouble: str, tell: Callable[[str], None]) -> bool:
    """Whether the candidate has made room for an answer that can't be stored; False where nobody can say."""
    from interviewer.cli.keys import terminal_keys

    with terminal_keys() as keys:
        if not keys.listening:
            return False
        tell(f"{trouble} Your answer is in memory: Enter tries again, Q leaves it.")
        while True:
            control = keys.control()
            if control in ("end", "skip", "leave"):
                return control == "end"
            time.sleep(POLL_S)


def _typed_lines() -> Iterable[str]:
    """Standard input, line by line; nothing where it is closed."""
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # a byte that is no UTF-8 must not cost the answer
    return sys.stdin or ()


def _file(wish: Wish) -> FileMicrophone | None:
    """The sound that is played in place of a microphone, if there is one."""
    from interviewer.audio.microphone import FileMicrophone

    return None if wish.answer is None else FileMicrophone(wish.answer, realtime=not wish.fast)


def _device(settings: Settings, tell: Callable[[str], None]) -> Microphone:
    from interviewer.audio.devices import DeviceMicrophone

    return DeviceMicrophone(settings.microphone, tell)


def _mouth(settings: Settings, tell: Callable[[str], None]) -> Mouth | None:
    """A voice and a speaker, or None and a word about what is missing: the question is shown then."""
    from interviewer.audio.devices import DeviceSpeaker
    from interviewer.interview.session import Mouth
    from interviewer.speech.spoken import SpokenLines
    from interviewer.speech.voices import find_voice

    lines = SpokenLines(settings.cache_dir / "spoken", find_voice(settings.voice))
    try:
        return Mouth(lines, DeviceSpeaker(settings.speaker))
    except MissingDevice as error:
        tell(f"The question is shown, not spoken: {error}")
        return None
