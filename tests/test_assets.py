"""Modules joined to one classic script; what cannot be joined is named. What is left out is tested in test_slim."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros import assets
from macros.assets import JoinError, join


def modules(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name.replace('_', '-')}.js").write_text(text, encoding="utf-8")
    return folder / "main-x.js"


def test_what_is_imported_stands_first_and_once(tmp_path):
    entry = modules(tmp_path, a="export const A = 1;\n", b='import { A } from "./a.js";\nexport async function b() {\n  return A;\n}\n',
                    main_x='import { A } from "./a.js";\nimport {\n  b,\n} from "./b.js";\nb(A);\n')
    script = join(entry)
    assert script.count("const A = 1;") == 1 and script.index("const A") < script.index("function b") < script.index("b(A);")
    assert "import" not in script and "export" not in script
    assert script.startswith('(function () {\n"use strict";\n') and script.endswith("})();\n")


@pytest.mark.parametrize(("files", "words"), [
    ({"a": 'import { b } from "./b.js";\nexport const a = 1;\n', "b": 'import { a } from "./a.js";\nexport const b = 1;\n', "main_x": 'import { a } from "./a.js";\na;\n'}, "a.js: imports itself in a circle"),
    ({"main_x": 'import { a } from "./none.js";\na;\n'}, "main-x.js: there is no module none.js"),
    ({"main_x": 'import { a } from "../a.js";\na;\n'}, "cannot be joined"), ({"main_x": 'import * as a from "./a.js";\na;\n'}, "cannot be joined"), ({"main_x": 'import { a } from "https://x.org/a.js";\n'}, "cannot be joined"),
    ({"a": "export default 1;\n", "main_x": 'import { a } from "./a.js";\n'}, 'a.js: "export default 1;" cannot be joined'), ({"main_x": "const a = 1;\nexport { a };\n"}, "cannot be joined"),
    ({"a": "export const x = 1;\n", "main_x": 'import { x } from "./a.js";\nfunction x() {}\n'}, "main-x.js: the name x is used in a.js too"),
])
def test_what_cannot_be_joined_is_named_with_its_cure(tmp_path, files, words):
    with pytest.raises(JoinError) as caught:
        join(modules(tmp_path, **files))
    assert words in str(caught.value)


def test_only_joined_scripts_are_published(tmp_path, monkeypatch):
    source, site = tmp_path / "tools", tmp_path / "site"
    source.mkdir()
    modules(source, a="export const A = 1;\n", main_costs_x='import { A } from "./a.js";\nA.x;\n')
    loose = site / "assets" / "tools"
    loose.mkdir(parents=True)
    (loose / "a.js").write_text("export const A = 1;", encoding="utf-8")
    monkeypatch.setattr(assets, "TOOLS", source)
    assets.write(site)
    assert [path.name for path in loose.iterdir()] == ["costs-x.js"]


def test_every_tool_of_the_site_joins():
    assert assets.entries()
    for entry in assets.entries():
        assert "A.x" not in join(entry)
