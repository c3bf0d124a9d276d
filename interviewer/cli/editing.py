"""``interviewer review N --edit``: the transcript in an editor, the corrected words scored again."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path

from interviewer.errors import BadTranscript, MissingProgram
from interviewer.history.forgetting import edited_files, editing_file
from interviewer.settings import Settings

EDITORS = ("sensible-editor", "nano", "vim", "vi", "notepad")  # where neither VISUAL nor EDITOR is set


def edit(settings: Settings, attempt: int) -> None:
    """Correct what was misheard in an attempt. Prints what the mark became."""
    from interviewer import __version__
    from interviewer.cli.wiring import open_bank, open_vectors
    from interviewer.correction import as_page, from_page
    from interviewer.history.store import Store
    from interviewer.interview.judging import correct
    from interviewer.report.layout import points

    with Store(settings.database) as store:
        heard = store.get(attempt).attempt.transcript
        page = as_page(heard).encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair is no text
        edited = _edited(page, settings.data_dir, attempt)
        corrected = heard if edited == page else from_page(edited, heard)
        if corrected == heard:
            print("Nothing was changed.")
            return
        result = correct(
            store, open_bank(settings), attempt, corrected, __version__, vectors=open_vectors(settings)
        )
    print(f"Corrected and scored again: {points(result.before)} before, {points(result.after)} now.")
    print(f"The words as heard and their mark are kept; read the report with: interviewer review {attempt}")


def _edited(text: str, folder: Path, attempt: int) -> str:
    """What the editor made of a text, as a file in ``folder``. What was left there by an edit that was
    killed is gone on with.

    Raises MissingProgram, or BadTranscript where the editor failed.
    """
    command = _editor()
    path = editing_file(folder, attempt, os.getpid())
    left = [file for file in edited_files(folder, attempt) if file.suffix == ".txt" and not _in_use(file)]
    try:
        if left:
            print("You were correcting this attempt when the program was stopped: here is that text again.")
            left[-1].rename(path)
        else:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(text)
        try:
            code = subprocess.run([*command, str(path)], check=False).returncode  # noqa: S603 - the user's own editor
        except OSError as error:
            raise MissingProgram(
                f"the editor {command[0]!r} can't be started: {error.strerror}", "Set EDITOR to one that can"
            ) from error
        if code:
            raise BadTranscript(f"the editor {command[0]!r} ended with code {code}", "Nothing was changed")
        return path.read_text(encoding="utf-8", errors="replace")
    finally:
        path.unlink(missing_ok=True)


def _in_use(path: Path) -> bool:
    """Whether another program still waits for the editor of that file."""
    try:
        process = int(path.stem.rpartition("-")[2])
        if process != os.getpid():  # in a container a program has the same number each time
            os.kill(process, 0)
            return True
    except ProcessLookupError:
        pass
    except (OSError, ValueError):  # another user's, or a name of somebody else's making
        return True
    return False


def _editor() -> list[str]:
    for name in ("VISUAL", "EDITOR"):
        if os.environ.get(name, "").strip():
            return shlex.split(os.environ[name], posix=os.name == "posix")
    found = next((editor for editor in EDITORS if shutil.which(editor)), None)
    if found is None:
        raise MissingProgram("there is no editor", "Set EDITOR, for example: EDITOR=nano")
    return [found]
