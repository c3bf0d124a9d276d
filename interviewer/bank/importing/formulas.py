"""LaTeX in texts: found before anything else reads its backslashes, and spelled where that is simple."""

from __future__ import annotations

import html
import re

_MARK = re.compile("\ue000([0-9]+)\ue001")
_PRIVATE = re.compile("[\ue000-\ue00f]")  # ours and those of the rooms next door
# Pandoc's rule for a single dollar, so that "$5 and $10" is no formula; nothing longer than a long formula.
_FORMULA = re.compile(
    r"\$\$(?P<a>[^$]{1,2000}?)\$\$"
    r"|\\\((?P<b>(?:(?!\\\().){1,2000}?)\\\)"  # no opening mark inside: of thousands each would look so far
    r"|\\\[(?P<c>(?:(?!\\\[).){1,2000}?)\\\]"
    r"|\[latex\](?P<d>(?:(?!\[latex).){1,2000}?)\[/latex\]"
    r"|\[\$\$?\](?P<e>(?:(?!\[\$).){1,2000}?)\[/\$\$?\]"
    r"|<anki-mathjax[^<>]*>(?P<f>(?:(?!<anki-mathjax).){1,2000}?)</anki-mathjax>"
    r"|(?<![\\$\w])\$(?=[^\s$])(?P<g>[^$\n]{1,300}?)(?<=[^\s\\])\$(?![\d$])",
    re.DOTALL,
)
_LONGEST = 40  # characters of a spelled formula that a listener can still follow
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_WRAPPED = re.compile(
    r"\\(?:text|textbf|mathrm|mathbf|mathbb|mathcal|boldsymbol|operatorname|vec|bm)\s*\{([^{}]*)\}"
)
_OVER = re.compile(r"\\(hat|bar|tilde)\s*\{?\s*(\\?\w+)\s*\}?")
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_SIGNS = {
    "^2": " squared", "^{2}": " squared", "^3": " cubed", "^{3}": " cubed", "^T": " transpose",
    "^{T}": " transpose", "^\\top": " transpose", "^{-1}": " inverse", "<=": " at most ", ">=": " at least ",
    "=": " equals ", "+": " plus ", "<": " less than ", ">": " greater than ", "|": " given ", "*": " times ",
}  # fmt: skip
_NAMES = {
    "alpha", "beta", "gamma", "delta", "epsilon", "eta", "theta", "kappa", "lambda", "mu", "nu", "pi", "rho",
    "sigma", "tau", "phi", "chi", "psi", "omega", "log", "exp", "ln", "max", "min", "sin", "cos", "tanh",
}  # fmt: skip
_SAID = {
    "sum": "the sum of", "prod": "the product of", "sqrt": "the square root of", "infty": "infinity",
    "cdot": "times", "times": "times", "leq": "at most", "le": "at most", "geq": "at least", "ge": "at least",
    "neq": "is not", "ne": "is not", "approx": "about", "in": "in", "to": "to", "rightarrow": "to",
    "mid": "given", "partial": "partial", "nabla": "the gradient of", "varepsilon": "epsilon",
    "varphi": "phi", "left": "", "right": "", "pm": "plus or minus", "sim": "is distributed as",
}  # fmt: skip


def hide(text: str) -> tuple[str, list[str]]:
    """The text with a mark for each formula, and the formulas as written. Lines keep their numbers."""
    found: list[str] = []

    def mark(match: re.Match[str]) -> str:
        found.append(match.group())
        return f"\ue000{len(found) - 1}\ue001" + "\n" * match.group().count("\n")

    return _FORMULA.sub(mark, _PRIVATE.sub("", text)), found


def show(text: str, formulas: list[str], *, spoken: bool) -> str:
    """The text with its formulas spelled; one that is not simple is left out (spoken) or stays as it was."""

    def shown(match: re.Match[str]) -> str:
        if int(match[1]) >= len(formulas):
            return ""
        raw = formulas[int(match[1])]
        spelled = spell(raw)
        return spelled or ("" if spoken else html.unescape(raw))

    return _MARK.sub(shown, text)


def raw(text: str, formulas: list[str]) -> str:
    """The text with its formulas as they were written."""
    return _MARK.sub(lambda match: formulas[int(match[1])] if int(match[1]) < len(formulas) else "", text)


def spell(formula: str) -> str:
    """A short formula in words (``\\lambda w^2`` as "lambda w squared"); empty where that is not simple."""
    match = _FORMULA.fullmatch(formula)
    text = next((part for part in match.groups() if part is not None), formula) if match else formula
    text = html.unescape(re.sub(r"<[^<>]*>", " ", text))
    text = _WRAPPED.sub(r"\1", _OVER.sub(r" \2 \1 ", text))
    text = _FRACTION.sub(r" \1 over \2 ", text)
    for sign, said in _SIGNS.items():
        text = text.replace(sign, said)
    text = _COMMAND.sub(_said, text).replace("\\,", " ").replace("~", " ")
    text = re.sub(r"_\{?(\w+)\}?", r" \1", text)
    text = " ".join(re.sub(r"[{}]", " ", text).split())
    return text if len(text) <= _LONGEST and not re.search(r"[\\^_&#$]", text) else ""


def _said(match: re.Match[str]) -> str:
    name = match[1]
    if name.lower() in _NAMES:
        return f" {name.lower()} "
    return f" {_SAID[name]} " if name in _SAID else match.group()
