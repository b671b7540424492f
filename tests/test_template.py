"""A page is data: what is printed to the letter, what is called, what is refused and on which line."""

from __future__ import annotations

import pytest

from macros import template
from macros.template import Call, PageError, calls, fill, hide_code, render, words


def run(text: str, block: bool = False):
    return render(text, {"f": lambda call: (f"<b>{call.args}</b>", block)})


HARMLESS = [
    "价格写作 {10} 元，集合写作 {1, 2}。", "## 数字 {#shuzi}", "行内 `{{ 金额 }}` 和 `{% 说明 %}`，`{# 备注 #}`。", "``{{ a `b` }}``", "100% {x}",
    "```yaml\nTOKEN: ${{ secrets.NAME }}\n```", "~~~\n{% for %}\n~~~", "> ```\n> {{ x }}\n> ```", "- 一\n\n    ```\n    {{ x }}\n    ```", "{ .class }", "}} {", "{#",
    "````\n```\n{{ x }}\n```\n````", "```js title=\"{{ x }}\"\na\n```",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_braces_that_are_text_are_printed_to_the_letter(text):
    assert render(text, {})[0] == text


REFUSED = [
    # Python's insides by attributes, items, filters, tests, statements
    ("{{ config }}", 1, "'config' is not a macro call"),
    ("一\n二\n{{ config.plugins }}", 3, "only calls of macros"),
    ("{{ ''.__class__.__mro__ }}", 1, "only calls of macros"),
    ('{{ f("a").__globals__ }}', 1, "only calls of macros"),
    ('{{ f.__globals__["os"] }}', 1, "only calls of macros"),
    ('{{ f("a")("b") }}', 1, "only calls of macros"),
    ('{{ f["x"]("b") }}', 1, "only calls of macros"),
    ("{{ [].append(1) }}", 1, "only calls of macros"),
    ('{{ "x"|attr("__class__") }}', 1, "only calls of macros"),
    ('{{ f("a")|safe }}', 1, "only calls of macros"),
    ('{{ f("a"|upper) }}', 1, "neither text in quotes nor a whole number"),
    ("{{ f(config) }}", 1, "neither text in quotes"),
    ("{{ f(environ.HOME) }}", 1, "neither text in quotes"),
    ('{{ f("a" ~ "b") }}', 1, "neither text in quotes"),
    ('{{ f("a" * 1000000000) }}', 1, "neither text in quotes"),
    ("{{ f(9**9**9) }}", 1, "neither text in quotes"),
    ("{{ f(1 if 1 else 2) }}", 1, "neither text in quotes"),
    ("{{ f([1, 2]) }}", 1, "neither text in quotes"),
    ("{{ f(true) }}", 1, "neither text in quotes"),
    ("{{ f(none) }}", 1, "neither text in quotes"),
    ('{{ f(-"1") }}', 1, "neither text in quotes"),
    ("{{ f(0.18) }}", 1, 'Fix: write "0.18"'),
    ("{{ f(-0.5) }}", 1, "neither text in quotes"),
    ('{{ f(*"ab") }}', 1, "* and ** are not allowed"),
    ("{{ f(**config) }}", 1, "* and ** are not allowed"),
    ('{{ f(a="1", a="2") }}', 1, "given twice"),
    ('{{ "text" }}', 1, "only calls of macros"),
    ("{{ 1 + 1 }}", 1, "only calls of macros"),
    ("{{ range(10)|list }}", 1, "only calls of macros"),
    ("{{ x == 1 }}", 1, "only calls of macros"),
    ("{{ super() }}", 1, "there is no macro 'super'"),
    ("{{ lipsum() }}", 1, "there is no macro 'lipsum'"),
    ("{{ cycler() }}", 1, "there is no macro 'cycler'"),
    ("{{ range(3) }}", 1, "there is no macro 'range'"),
    ("{% for x in y %}a{% endfor %}", 1, "{% … %} is not allowed"),
    ("一\n{% set x = 1 %}", 2, "{% … %} is not allowed"),
    ('{% include "/etc/passwd" %}', 1, "{% … %} is not allowed"),
    ('{% import "os" as os %}', 1, "{% … %} is not allowed"),
    ('{% extends "x" %}', 1, "{% … %} is not allowed"),
    ("{% macro m() %}{% endmacro %}", 1, "{% … %} is not allowed"),
    ("{% block b %}{% endblock %}", 1, "{% … %} is not allowed"),
    ("{% if 1 %}a{% endif %}", 1, "{% … %} is not allowed"),
    ("{% filter upper %}a{% endfilter %}", 1, "{% … %} is not allowed"),
    ('{% with x="1" %}{% endwith %}', 1, "{% … %} is not allowed"),
    ("{% autoescape false %}{% endautoescape %}", 1, "{% … %} is not allowed"),
    ("a\n{% raw %}{{ x }}{% endraw %}", 2, "{% raw %} is not allowed"),
    ("{% do x %}", 1, "cannot be read"),
    ("{% debug %}", 1, "cannot be read"),
    ("一\n\n{{ f(", 3, "cannot be read"),
    ('{{ f("a) }}', 1, "cannot be read"),
    ("{{ }}", 1, "cannot be read"),
    ("{% 说明 %}", 1, "cannot be read"),
    ('a\n{{- f("a") }}', 2, "join lines"),
    ('{{ f("a") -}}', 1, "join lines"),
    ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", 1, "too deep"),
    ("{{ f(" + "9" * 5000 + ") }}", 1, "too long"),
    ("{{ f(12345678901) }}", 1, "too long"),
    ('{{ f("' + "a" * 301 + '") }}', 1, "too long"),
    ('{{ f("a") }}\n' * 401, 401, "401 macro calls"),
    ("文字\n\n```\n{{ x }}\n\n更多 {{ f() }}", 3, "the code block that begins here never ends"),
]


@pytest.mark.parametrize(("text", "line", "words"), REFUSED, ids=[f"{number}-{text[:24]}" for number, (text, _, _) in enumerate(REFUSED)])
def test_everything_but_calls_is_refused_with_its_line(text, line, words):
    with pytest.raises(PageError) as caught:
        run(text)
    assert (caught.value.line, words in caught.value.message) == (line, True), caught.value.message


def test_calls_keep_their_arguments_as_written():
    text = '一\n{{ f("010", -5, kind="0.20") }} 和 {{ g() }}\n\n{{ h(\n  "a") }}'
    found = calls(text)
    assert found[:2] == [Call("f", ("010", -5), {"kind": "0.20"}, 2), Call("g", (), {}, 2)]
    assert (found[2].name, found[2].line) == ("h", 4)


def test_output_stays_out_of_the_text_until_it_is_html():
    text, outputs = run('一 {{ f("*a*") }}。')
    assert outputs == [("<b>('*a*',)</b>", False)] and "<b>" not in text
    assert fill(f"<p>{text}</p>", outputs) == "<p>一 <b>('*a*',)</b>。</p>"


def test_data_with_braces_is_not_rendered_again():
    text, outputs = render("{{ f() }}", {"f": lambda call: ("{{ g() }}", False)})
    assert fill(text, outputs) == "{{ g() }}"


def test_a_block_replaces_its_paragraph():
    text, outputs = run('{{ f("a") }}', block=True)
    assert fill(f"<p>{text}</p>", outputs) == "<b>('a',)</b>"


@pytest.mark.parametrize("line", ['见 {{ f("a") }}', '{{ f("a") }}。', '## {{ f("a") }}', '| {{ f("a") }} | 一 |', '{{ f("a") }} {{ f("b") }}', '[^1]: {{ f("a") }}'])
def test_a_block_that_shares_its_line_is_refused(line):
    with pytest.raises(PageError, match="stand alone") as caught:
        run(f"一\n\n{line}", block=True)
    assert caught.value.line == 3


@pytest.mark.parametrize("line", ['- {{ f("a") }}', '    {{ f("a") }}', '> {{ f("a") }}'])
def test_a_block_may_stand_in_a_list_or_a_box(line):
    run(f"一\n\n{line}", block=True)


def test_an_unknown_macro_names_the_nearest():
    with pytest.raises(PageError, match="Did you mean worked_example"):
        render("{{ worked_exampel() }}", {"worked_example": None})


def test_a_stray_backtick_ends_with_its_paragraph():
    assert [call.name for call in calls("一个 ` 号。\n\n{{ f() }} 和 ` 号。")] == ["f"]
    assert [call.name for call in calls("\\` {{ f() }} \\`")] == ["f"]


def test_code_of_another_depth_does_not_end_a_block():
    text = "```\n    ```\n{{ x }}\n```\n{{ f() }}"
    assert [call.name for call in calls(text)] == ["f"]
    assert "{" not in hide_code("```\n{x}\n```")


def test_words_leaves_calls_out_and_lines_in_place():
    assert words('a\n{{ f("13800138000") }}\nb `{{ c }}`').split("\n")[::2] == ["a", "b `{{ c }}`"]
    assert "138" not in words('a\n{{ f("13800138000") }}\nb')
    assert words('1 {{ f("x") }} 2\n3').split("\n")[1] == "3"


def test_the_environment_finds_no_files_and_knows_nothing_of_the_machine():
    assert template.ENVIRONMENT.loader is None
    assert template.ENVIRONMENT.sandboxed
