"""Where a contributor's page text is compiled: a page is data, not code.

A page may print text, plain constants and calls of registered macros. Everything else of the
template language is refused with the line and the allowed way. Each call's output stays out of
the Markdown: a mark stands for it until the page is HTML, so Markdown can neither break it nor
be broken by it, and a macro's HTML never mixes with a stranger's.
"""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

# Private-use characters; the policy check refuses them in pages, so no page can forge a mark.
MARK_OPEN, MARK_CLOSE = "\ue000", "\ue001"
HIDDEN = {"{": "\ue010", "}": "\ue011"}
MARK = re.compile(f"{MARK_OPEN}(\\d+){MARK_CLOSE}")


class PageError(Exception):
    """What is wrong in a page, said to the person who wrote it; `line` counts from the top of the text."""

    def __init__(self, line: int, message: str):
        super().__init__(message)
        self.line, self.message = line, message


@dataclass(frozen=True)
class Call:
    """One macro call of a page: its name, its constant arguments and its line."""

    name: str
    args: tuple
    kwargs: Mapping[str, object]
    line: int


def _environment() -> ImmutableSandboxedEnvironment:
    # `{#id}` is an ordinary heading id, so comments get marks that nobody types.
    return ImmutableSandboxedEnvironment(
        loader=None, undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True,
        comment_start_string="\ue020", comment_end_string="\ue021")


ENVIRONMENT = _environment()
MAX_CALLS, MAX_ARGUMENT, MAX_INTEGER = 400, 300, 10**9
_FENCE = re.compile(r"^(?P<indent>[ \t>]*)(?P<fence>`{3,}|~{3,})")
# a code span ends in its paragraph, and a backtick after a backslash is no mark
_INLINE_CODE = re.compile(r"(?<![`\\])(`+)(?!`)((?:(?!\n[ \t>]*\n).)+?)(?<!`)\1(?!`)", re.S)
_TRIMMED = re.compile(r"\{[{%][-+]|[-+][%}]\}")
_RAW = re.compile(r"\{%\s*(?:raw|endraw)\b")


def _hide(text: str) -> str:
    return text.replace("{", HIDDEN["{"]).replace("}", HIDDEN["}"])


def _show(text: str) -> str:
    return text.replace(HIDDEN["{"], "{").replace(HIDDEN["}"], "}")


def hide_code(text: str) -> str:
    """Hide the braces inside code blocks and code spans, so that they are printed to the letter.

    Raises PageError for a code block that never ends.
    """
    out: list[str] = []
    plain: list[str] = []
    closing: tuple[str, str] | None = None
    opened = 0

    def flush() -> None:
        out.append(_INLINE_CODE.sub(lambda match: _hide(match.group(0)), "".join(plain)))
        plain.clear()

    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        fence = _FENCE.match(line)
        if closing is None and fence and "`" not in line[fence.end():]:
            flush()
            closing, opened = (fence["indent"], fence["fence"]), number
            out.append(_hide(line))
        elif closing is not None:
            out.append(_hide(line))
            # the same marks at the same depth end it, as in Markdown
            if fence and (fence["indent"], fence["fence"]) == closing and not line[fence.end():].strip():
                closing = None
        else:
            plain.append(line)
    if closing is not None:
        raise PageError(opened, f"the code block that begins here never ends. Fix: close it with a line {closing[1]} at the same depth.")
    flush()
    return "".join(out)


def _constant(node: nodes.Expr, line: int, macro: str) -> object:
    if isinstance(node, nodes.Neg) and isinstance(node.node, nodes.Const) and type(node.node.value) is int:
        return -node.node.value
    if isinstance(node, nodes.Const):
        if isinstance(node.value, float):
            raise PageError(line, f'{macro}: {node.value} is written without quotes, so its digits may change. '
                                  f'Allowed: text in quotes. Fix: write "{node.value}".')
        if isinstance(node.value, str) and len(node.value) > MAX_ARGUMENT or type(node.value) is int and node.value > MAX_INTEGER:
            raise PageError(line, f"{macro}: an argument is too long. Allowed: text of {MAX_ARGUMENT} characters, whole numbers to {MAX_INTEGER}. "
                                  "Fix: put long things into docs/data.")
        if type(node.value) in (str, int):
            return node.value
    raise PageError(line, f"{macro}: an argument is neither text in quotes nor a whole number. "
                          f'Allowed: "text" or 12. Fix: write the value itself, such as {macro}("id").')


def _call(node: nodes.Node, line: int) -> Call:
    if isinstance(node, nodes.Name):
        raise PageError(line, f"'{node.name}' is not a macro call. Allowed: {node.name}(…) for a macro that exists. "
                              "Fix: add the brackets, or put braces that are only shown into `code`.")
    if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name):
        raise PageError(line, "only calls of macros may stand between {{ and }}; no look-ups, sums or filters. "
                              'Allowed: {{ macro("id") }}. Fix: use a macro, or put the braces into `code`.')
    name = node.node.name
    if node.dyn_args is not None or node.dyn_kwargs is not None:
        raise PageError(line, f"{name}: * and ** are not allowed. Fix: write the arguments one by one.")
    args = tuple(_constant(arg, line, name) for arg in node.args)
    kwargs = {pair.key: _constant(pair.value, line, name) for pair in node.kwargs}
    if len(kwargs) < len(node.kwargs):
        raise PageError(line, f"{name}: an argument is given twice. Fix: keep one of them.")
    return Call(name, args, kwargs, line)


def _refuse_shape(text: str) -> None:
    for pattern, what in ((_TRIMMED, "{{- and -}} are not allowed, they join lines"), (_RAW, "{% raw %} is not allowed")):
        found = pattern.search(text)
        if found:
            raise PageError(text.count("\n", 0, found.start()) + 1, f'{what}. Allowed: {{{{ macro("id") }}}}. Fix: remove it; put braces that are only shown into `code`.')


@functools.lru_cache(maxsize=1024)  # the checks and each rendering read the same text
def _parts(text: str) -> tuple[str | Call, ...]:
    hidden = hide_code(text)
    _refuse_shape(hidden)
    try:
        tree = ENVIRONMENT.parse(hidden)
    except TemplateSyntaxError as error:
        raise PageError(error.lineno, f"the braces cannot be read ({error.message}). "
                                      'Allowed: {{ macro("id") }}. Fix: close the brackets, or put the braces into `code`.') from None
    except (RecursionError, ValueError):
        # brackets in brackets in brackets, or a number of thousands of digits
        raise PageError(1, 'the braces hold something too long or too deep. Allowed: {{ macro("id") }}. Fix: write the call plainly.') from None
    parts: list[str | Call] = []
    for node in tree.body:
        if not isinstance(node, nodes.Output):
            # some statements are wrapped in a node without a line
            raise PageError(node.lineno or next((inner.lineno for inner in node.find_all(nodes.Node) if inner.lineno), 1), "{% … %} is not allowed in a page: a page is text and calls of macros. "
                                         "Fix: remove it, or put it into `code` if readers should see it.")
        for item in node.nodes:
            parts.append(_show(item.data) if isinstance(item, nodes.TemplateData) else _call(item, item.lineno))
    many = [part for part in parts if isinstance(part, Call)]
    if len(many) > MAX_CALLS:
        raise PageError(many[MAX_CALLS].line, f"{len(many)} macro calls. Allowed: {MAX_CALLS} on a page. Fix: split the page.")
    return tuple(parts)


def calls(text: str) -> list[Call]:
    """Return the macro calls of a page in order.

    Raises PageError for anything a page may not contain.
    """
    return [part for part in _parts(text) if isinstance(part, Call)]


def words(text: str) -> str:
    """Return the page without its macro calls, each line where it was; for checks of what is typed by hand.

    Raises PageError for anything a page may not contain.
    """
    out, line = [], 1
    for part in _parts(text):
        if isinstance(part, Call):
            out.append("\n" * (part.line - line) or "\ufffc")
            line = max(line, part.line)
        else:
            out.append(part)
            line += part.count("\n")
    return "".join(out)


def _nearest(name: str, known) -> str:
    near = difflib.get_close_matches(name, list(known), n=1)
    return f"Did you mean {near[0]}?" if near else "The list is in CONTRIBUTING.md."


def render(text: str, run: Mapping[str, Callable[[Call], tuple[str, bool]]]) -> tuple[str, list[tuple[str, bool]]]:
    """Replace every macro call by a mark and return the text with the outputs in order.

    `run` maps a macro's name to a function that answers (HTML, stands alone on its line).
    Raises PageError for an unknown macro and for a block that shares its line with text.
    """
    out: list[str] = []
    outputs: list[tuple[str, bool]] = []
    for part in _parts(text):
        if isinstance(part, str):
            out.append(part)
            continue
        if part.name not in run:
            raise PageError(part.line, f"there is no macro '{part.name}'. {_nearest(part.name, run)}")
        outputs.append(run[part.name](part))
        out.append(f"{MARK_OPEN}{len(outputs) - 1}{MARK_CLOSE}")
    rendered = "".join(out)
    _check_blocks(rendered, outputs)
    return rendered, outputs


def _check_blocks(text: str, outputs: list[tuple[str, bool]]) -> None:
    for number, line in enumerate(text.splitlines(), start=1):
        for mark in MARK.finditer(line):
            rest = (line[:mark.start()] + line[mark.end():]).strip()
            if outputs[int(mark.group(1))][1] and rest not in ("", "-", "*", ">", "|"):
                raise PageError(number, "a macro that prints a block must stand alone on its line. "
                                        "Fix: move it to a line of its own, with an empty line before and after.")


def fill(html: str, outputs: list[tuple[str, bool]]) -> str:
    """Put the macros' HTML back in place of the marks; a block replaces the paragraph around it."""
    def block(match: re.Match) -> str:
        output, alone = outputs[int(match.group(1))]
        return output if alone else match.group(0)

    html = re.sub(rf"<p>\s*{MARK.pattern}\s*</p>", block, html)
    return MARK.sub(lambda match: outputs[int(match.group(1))][0], html)
