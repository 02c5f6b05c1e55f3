"""Say which characters no text needs: those that nobody sees and that programs take for something else."""

from __future__ import annotations

import re

#: What YAML allows through an escape but no text needs: control characters, lone surrogates, noncharacters.
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
CONTROL = re.compile(f"[{_CONTROL}]")
#: What ends a line for YAML 1.1 and for no editor: lines would be counted in two ways.
_HIDDEN_BREAK = "\x85\u2028\u2029"
#: What no file may hold as it is.
UNFIT = re.compile(f"[{_CONTROL}{_HIDDEN_BREAK}]")
