"""The Python of the handbook.

`define_env` is what mkdocs-macros looks for. It registers what pages may call and nothing else;
imports stay inside it, so that `import macros.money` loads arithmetic alone.
"""


def define_env(env) -> None:
    """Register every macro of `macros.pages` with the mkdocs-macros plugin `env`."""
    from macros.pages import MACROS

    for name, macro in MACROS.items():
        env.macro(macro.call, name)
