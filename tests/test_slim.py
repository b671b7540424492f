"""What a page does not use stays out of its script; what it uses, however indirectly, stays in."""

import pytest

from macros.assets import JoinError, join
from macros.slim import slim


def test_comments_and_unused_declarations_go():
    script = '// why\nconst A = 1;\nfunction idle() {\n  return A;\n}\nfunction go() {\n  // how\n  return "x"; // kept\n}\ngo();\n'
    assert slim(script) == 'function go() {\n  return "x"; // kept\n}\ngo();\n'


def test_a_chain_of_names_is_kept_and_a_circle_nobody_enters_goes():
    script = "const A = 1;\nfunction b() {\n  return A;\n}\nclass C {\n  d = b;\n}\nnew C();\nfunction e() {\n  f();\n}\nfunction f() {\n  e();\n}\n"
    assert slim(script) == script[: script.index("function e")]


def test_what_runs_by_itself_is_kept_with_all_it_names():
    script = 'const TABLE = {\n  "a": 1,\n};\nObject.assign(TABLE, {\n  b: 2,\n});\nif (window.x) {\n  go();\n}\nasync function go() {\n  return 1;\n}\n'
    assert slim(script) == script


def test_the_join_takes_of_a_module_what_is_used(tmp_path):
    (tmp_path / "a.js").write_text("export const USED = 1;\nexport function idle() {\n  return 2;\n}\n", encoding="utf-8")
    (tmp_path / "main-x.js").write_text('import { USED } from "./a.js";\n\nwindow.x = USED;\n', encoding="utf-8")
    assert join(tmp_path / "main-x.js") == '(function () {\n"use strict";\nconst USED = 1;\nwindow.x = USED;\n})();\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('import { a } from "./gone.js";\n', "there is no module gone.js"),
        ('import a from "./a.js";\n', "cannot be joined"),
        ('import { b } from "./a.js";\nconst b = 1;\n', "the name b is used in a.js too"),
    ],
)
def test_what_cannot_be_joined_is_refused_by_name(tmp_path, text, words):
    (tmp_path / "a.js").write_text("export const b = 1;\n", encoding="utf-8")
    (tmp_path / "main-x.js").write_text(text, encoding="utf-8")
    with pytest.raises(JoinError, match=words):
        join(tmp_path / "main-x.js")
