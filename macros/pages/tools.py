"""Interactive tools: the printable form that every reader gets, and the data the script needs."""

from __future__ import annotations
