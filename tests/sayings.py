"""Write tiny records as text, for the tests of the rules."""

EVIDENCE = "evidence: [{source: gazette, locator: page 1}]"
PRINTED = "evidence: [{source: gazette, paragraph: 1}]"


def claim(**keys: str) -> str:
    written = "".join(f"    {key}: {value}\n" for key, value in keys.items())
    fixed = f"    subject: tarvonia\n    measure: ally\n    accordingTo: [eskeria]\n    {EVIDENCE}\n"
    return "claims:\n  c:\n" + written + fixed


def event(id_: str, *keys: str) -> str:
    return f"  {id_}:\n" + "".join(f"    {key}\n" for key in ("type: visit", *keys, EVIDENCE))


def statement(id_: str, *keys: str, act: str = "assert") -> str:
    return f"  {id_}:\n" + "".join(f"    {key}\n" for key in (f"act: {act}", *keys, PRINTED))
