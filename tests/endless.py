"""Queries that never end, or take all memory there is, for the tests of what stops them."""

_THREE = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
_TWO = "?a ?b ?c . ?d ?e ?f"
_NEVER = 'FILTER(CONCAT(STR(?c), STR(?f)) = "nowhere")'

#: How a query is endless → the query.
ENDLESS = {
    "counted": f"SELECT (COUNT(*) AS ?n) {{ {_THREE} }}",
    "sorted": f"SELECT * {{ {_THREE} }} ORDER BY ?f",
    "concatenated": f"SELECT (GROUP_CONCAT(?c) AS ?all) {{ {_THREE} }}",
    "made distinct": f"SELECT DISTINCT ?c ?f {{ {_THREE} }} OFFSET 1000000000",
    "grouped": f"SELECT ?c ?f (COUNT(*) AS ?n) {{ {_THREE} }} GROUP BY ?c ?f",
    "never found": f"SELECT * {{ {_TWO} {_NEVER} }}",
    "never true": f"ASK {{ {_TWO} {_NEVER} }}",
    "never constructed": f"CONSTRUCT {{ ?a ?b ?c }} WHERE {{ {_TWO} {_NEVER} }}",
    "never described": f"DESCRIBE ?a WHERE {{ {_TWO} {_NEVER} }}",
    "a path without end": "SELECT (COUNT(*) AS ?n) { ?a (!<a:x>)+ ?b . ?c (!<a:x>)+ ?d }",
    "doubled": "SELECT ?v40 { BIND('12345678' AS ?v0) "
    + " ".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1})" for i in range(40))
    + " }",
}
