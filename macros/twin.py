"""Starting a page in both languages, and marking the English one as made from the Chinese text of today."""

from __future__ import annotations

import re
import sys
from datetime import timedelta
from pathlib import Path

from macros import clock, lint, source

DOCS = Path("docs")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*\Z")
WORDS = {
    "zh": ("标题", "读者的问题？", "一句话说这页给你什么。", "以动词开头，写明要几分钟、备好什么。"),
    "en": ("Title", "The reader's question?", "One sentence on what this page gives you.", "Begin with a verb; say how many minutes and what to have ready."),
}


def _slug(argv: list[str]) -> str | None:
    name = argv[0].strip().removesuffix(".md") if argv else ""
    name = re.sub(r"^(?:docs/)?(?:zh|en)/", "", name)
    if _SLUG.match(name):
        return name
    print(f"PAGE={argv[0] if argv else ''} is not a page's address. Allowed: folder/name in lower-case letters, digits and hyphens, such as costs/late-fees.", file=sys.stderr)
    return None


def new(argv: list[str]) -> int:
    """`new PAGE`: write the template in both languages."""
    slug = _slug(argv)
    if not slug:
        return 1
    paths = [DOCS / lang / f"{slug}.md" for lang in source.LANGUAGES]
    for path in paths:
        if path.exists():
            print(f"{path} exists already and is left as it is.", file=sys.stderr)
            return 1
    today = clock.site_date()
    for lang, path in zip(source.LANGUAGES, paths):
        title, question, description, action = WORDS[lang]
        meta = [f"title: {title}", f"question: {question}", f"description: {description}", "kind: article", "audience: borrower",
                "lenders: any", f'reviewed: "{today}"', f'next_check: "{today + timedelta(days=92)}"']
        if lang == "en":
            meta += ['source_hash: ""', f'source_date: "{today}"']
        blocks = [f"## {words} {{#{id_}}}\n\n{action if id_ == 'do-now' else '……' if lang == 'zh' else '…'}\n"
                  for words, id_ in zip(lint.BLOCKS[lang], lint.BLOCK_IDS)]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("---\n" + "\n".join(meta) + "\n---\n\n" + "\n".join(blocks), encoding="utf-8")
        print(f"wrote {path}")
    print(f"next: fill both pages, add {slug}.md to `nav` in mkdocs.yml, then `make twin PAGE={slug}` and `make check`")
    return 0


def twin(argv: list[str]) -> int:
    """`twin PAGE|all`: write source_hash and source_date into the English page."""
    slugs = [path.relative_to(DOCS / "en").as_posix().removesuffix(".md") for path in sorted((DOCS / "en").rglob("*.md"))] if argv == ["all"] else [_slug(argv)]
    if None in slugs:
        return 1
    for slug in slugs:
        pages = {}
        for lang in source.LANGUAGES:
            path = DOCS / lang / f"{slug}.md"
            if not path.is_file():
                print(f"{path} does not exist. Fix: write it, or start both with `make new PAGE={slug}`.", file=sys.stderr)
                return 1
            pages[lang], problems = source.read(path, DOCS)
            if problems:
                print("\n".join(problems), file=sys.stderr)
                return 1
        path = DOCS / "en" / f"{slug}.md"
        text = re.sub(r"^source_hash:.*$", f'source_hash: "{pages["zh"].hash}"', path.read_text(encoding="utf-8"), count=1, flags=re.M)
        text = re.sub(r"^source_date:.*$", f'source_date: "{pages["zh"].meta["reviewed"]}"', text, count=1, flags=re.M)
        path.write_text(text, encoding="utf-8")
    print(f"twin: {len(slugs)} English page(s) marked")
    return 0
