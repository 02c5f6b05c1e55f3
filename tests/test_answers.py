"""The answers to the named questions over the shipped facts, written out: a wrong answer fails here."""

import pytest

from shipped import graph

#: Question, its parameters, its essential columns, and the rows that it must give, in their order; "-" is nothing.
ANSWERS: list[tuple[str, dict[str, str], str, str]] = [
    (
        "calendar",
        {},
        "date status what event who",
        """
        2017-02-12 | happened | missile-launch | launch-2017-02-12 | north-korea
        2017-03-06 | happened | missile-launch | launch-2017-03-06 | north-korea
        2017-03-22 | happened | missile-launch | launch-2017-03-22 | north-korea
        2017-04-05 | happened | missile-launch | launch-2017-04-05 | north-korea
        2017-04-16 | happened | missile-launch | launch-2017-04-16 | north-korea
        2017-04-29 | happened | missile-launch | launch-2017-04-29 | north-korea
        2017-05-14 | happened | missile-launch | launch-from-kusong-2017-05-14 | north-korea
        2017-05-13/2017-05-14 | happened | visit | putin-visits-beijing | vladimir-putin
        2017-05-21 | happened | missile-launch | launch-2017-05-21 | north-korea
        2017-05-29 | happened | missile-launch | launch-2017-05-29 | north-korea
        2017-07-04 | happened | missile-launch | launch-2017-07-04 | north-korea
        2017-07-28 | happened | missile-launch | launch-2017-07-28 | north-korea
        2017-08-26 | happened | missile-launch | launch-2017-08-26 | north-korea
        2017-08-29 | happened | missile-launch | launch-over-japan-2017-08-29 | north-korea
        ../2017-09-05 | claimed | nuclear-test | claimed-hydrogen-bomb-test | north-korea
        2017-09-11 | happened | council-meeting | council-meeting-2017-09-11 | un-security-council
        2017-09-11 | happened | Sanction | resolution-2375-sanctions | un-security-council
        2017-09-11 | happened | Vote | vote-on-resolution-2375 | un-security-council
        2017-09-15 | happened | missile-launch | launch-over-japan-2017-09-15 | north-korea
        2017-09-14/2017-09-15 | decided-against | interception | no-interception-2017-09-15 | united-states
        2017-09-14/2017-09-15 | happened | meeting | situation-room-meeting | mike-pence
        2017-09-14/2017-09-15 | happened | meeting | situation-room-meeting | senior-us-administration-officials
        2017-09-11/2017-09-15 | happened | summit | trump-meets-najib | donald-trump
        2017-09-11/2017-09-15 | happened | summit | trump-meets-najib | najib-razak
        2017-09-18/2017-09-24 | scheduled | summit | new-york-meeting | donald-trump
        2017-09-18/2017-09-24 | scheduled | summit | new-york-meeting | moon-jae-in
        2017-09-18/2017-09-24 | scheduled | summit | new-york-meeting | shinzo-abe
        2017-09-18/2017-09-24 | scheduled | address | trump-address-to-general-assembly | donald-trump
        2017-09-18/2017-09-24 | scheduled | address | trump-address-to-general-assembly | un-general-assembly
        2022-05-26 | happened | Veto | veto-2022-05-26 | china
        2022-05-26 | happened | Veto | veto-2022-05-26 | russia
        2022-05-26 | happened | Veto | veto-2022-05-26 | un-security-council
        2022-05-26 | happened | Vote | vote-2022-05-26 | un-security-council
        2024-03-28 | happened | Veto | veto-2024-03-28 | russia
        2024-03-28 | happened | Veto | veto-2024-03-28 | un-security-council
        2024-03-28 | happened | Vote | vote-2024-03-28 | un-security-council
        """,
    ),
    (
        "calendar",
        {"status": "happened", "until": "2017-02"},
        "date who place",
        """
        2017-02-12 | north-korea | kusong-testing-ground
        """,
    ),
    (
        "called-on",
        {},
        "date speaker for act addressee statement",
        """
        2017-05-13/2017-05-21 | white-house | united-states | urge | all-nations | white-house-far-stronger-sanctions
        ../2017-09-11 | united-states | - | propose | un-security-council | us-paper-on-ship-searches
        ../2017-09-11 | united-states | - | urge | un-security-council | us-pushed-for-oil-embargo
        2017-09-15 | rex-tillerson | united-states | demand | china | tillerson-indicate-intolerance
        2017-09-15 | rex-tillerson | united-states | demand | russia | tillerson-indicate-intolerance
        ../2017-09-17 | united-states | - | urge | china | us-pushes-china-and-russia
        ../2017-09-17 | united-states | - | urge | russia | us-pushes-china-and-russia
        """,
    ),
    (
        "contested",
        {},
        "measure accordingTo says claim",
        """
        distance-flown | daily-mail | about 500 mi (805 km) | flew-500-miles
        distance-flown | cns | 787 km | flew-787-km-in-the-table
        impact-distance | russian-foreign-ministry | 500 km (311 mi) | fell-500-km-from-russia
        impact-distance | kusong-author | 60 mi (97 km) | fell-60-miles-from-vladivostok
        impact-distance | white-house | closer to Russia than to Japan | fell-closer-to-russia-than-to-japan
        launch-site | daily-mail | - | launched-from-kusong
        launch-site | cns | - | launched-from-north-kusong-testing-ground
        impact-location | cns | - | fell-into-the-pacific
        impact-location | over-japan-author | the sea | fell-into-the-sea
        launch-time | cns | 21:57 UTC on 14 September 2017 | launch-time-21-57-utc
        launch-time | over-japan-author | 6.23 local time | launch-time-6-23
        test-count | over-japan-author | 15 | fifteenth-test-of-2017
        test-count | cns | 20 | tests-of-2017-in-the-table
        """,
    ),
    (
        "contested",
        {"measure": "impact-distance"},
        "claim object disputes",
        """
        fell-500-km-from-russia | russian-territory | fell-60-miles-from-vladivostok
        fell-60-miles-from-vladivostok | vladivostok | -
        fell-closer-to-russia-than-to-japan | russian-territory | -
        """,
    ),
    (
        "positions",
        {},
        "actor stance toward change in",
        """
        united-states | supports | dialogue-with-north-korea | - | trump-honored-to-meet-kim
        united-states | mixed | north-korea | - | trump-honored-to-meet-kim
        kusong-author | opposes | launch-from-kusong-2017-05-14 | - | author-launch-breaches-resolutions
        north-korea | supports | dialogue-with-north-korea | - | choe-right-conditions
        north-korea | opposes | united-states | - | north-korea-threatens-nuclear-war
        north-korea | opposes | us-allies | - | north-korea-threatens-nuclear-war
        russia | neutral | launch-from-kusong-2017-05-14 | - | russia-no-threat
        united-states | opposes | launch-from-kusong-2017-05-14 | - | white-house-far-stronger-sanctions
        united-states | opposes | launch-from-kusong-2017-05-14 | - | white-house-flagrant-menace
        united-states | opposes | north-korea | - | us-threatens-preemptive-strike
        united-states | opposes | north-korea | - | white-house-flagrant-menace
        united-states | opposes | north-korea | - | white-house-ironclad-commitment
        united-states | supports | sanctions-on-north-korea | - | white-house-far-stronger-sanctions
        united-states | supports | us-allies | - | white-house-ironclad-commitment
        us-allies | opposes | north-korea | - | us-allies-threaten-in-return
        china | opposes | full-oil-embargo | - | china-opposes-oil-embargo
        china | opposes | full-oil-embargo | - | full-oil-embargo
        united-states | supports | full-oil-embargo | - | full-oil-embargo
        united-states | supports | full-oil-embargo | - | us-pushed-for-oil-embargo
        united-states | supports | stop-and-search-of-ships | - | stop-and-search-of-ships
        united-states | supports | stop-and-search-of-ships | - | us-paper-on-ship-searches
        north-korea | opposes | united-states | - | north-korea-ashes-and-darkness
        united-states | opposes | launch-over-japan-2017-09-15 | - | tillerson-indicate-intolerance
        united-states | opposes | north-korea | - | trump-fiery-rhetoric
        united-states | supports | resolution-2375-sanctions | - | haley-massive-sanctions-package
        united-states | mixed | resolution-2375-sanctions | - | trump-small-step
        south-korea | opposes | dialogue-with-north-korea | first-time | seoul-dialogue-impossible
        united-states | opposes | north-korea | - | trump-threats-to-respond
        china | opposes | draft-s-2022-431 | - | draft-s-2022-431
        russia | opposes | draft-s-2022-431 | - | draft-s-2022-431
        russia | opposes | draft-vetoed-2024-03-28 | - | draft-vetoed-2024-03-28
        """,
    ),
    (
        "positions",
        {"ascribed": "true"},
        "actor stance toward change accordingTo",
        """
        russia | opposes | launch-from-kusong-2017-05-14 | - | white-house
        united-states | supports | dialogue-with-north-korea | - | kusong-author
        united-states | opposes | north-korea | softened | kusong-author
        donald-trump | mixed | resolution-2375-sanctions | - | over-japan-author
        south-korea | opposes | north-korea | hardened | over-japan-author
        """,
    ),
    (
        "reactions",
        {"event": "launch-from-kusong-2017-05-14"},
        "who reaction",
        """
        kusong-author | author-back-to-confrontation
        kusong-author | author-closeness-to-russia-is-the-concern
        kusong-author | author-launch-breaches-resolutions
        kusong-author | author-mixed-message
        rt | rt-sprn-tracked-the-missile
        russian-foreign-ministry | russia-forces-on-regular-duty
        russian-foreign-ministry | russia-no-threat
        white-house | white-house-allies-watching
        white-house | white-house-far-stronger-sanctions
        white-house | white-house-flagrant-menace
        white-house | white-house-ironclad-commitment
        white-house | white-house-russia-not-pleased
        """,
    ),
    (
        "reactions",
        {"event": "resolution-2375-sanctions"},
        "date who reaction answers",
        """
        2017-09-11/2017-09-15 | donald-trump | trump-small-step | resolution-2375-sanctions
        """,
    ),
    (
        "reactions",
        {"event": "launch-over-japan-2017-09-15"},
        "date who reaction",
        """
        2017-09-14/2017-09-15 | united-states | no-interception-2017-09-15
        2017-09-14/2017-09-15 | mike-pence | situation-room-meeting
        2017-09-14/2017-09-15 | senior-us-administration-officials | situation-room-meeting
        2017-09-15 | rex-tillerson | tillerson-indicate-intolerance
        2017-09-15/2017-09-17 | over-japan-author | author-clear-symbol
        2017-09-15/2017-09-17 | over-japan-author | author-guam-within-reach
        2017-09-15/2017-09-17 | over-japan-author | author-launch-was-not-unexpected
        2017-09-15/2017-09-17 | over-japan-author | author-stakes-are-higher
        2017-09-15/2017-09-17 | south-korea | seoul-dialogue-impossible
        """,
    ),
    (
        "sanctions",
        {},
        "sanction by target instrument",
        """
        resolution-2375-sanctions | un-security-council | north-korea | S/RES/2375 (2017)
        """,
    ),
    (
        "sanctions",
        {},
        "date provision",
        """
        2017-09-11 | Deliveries of oil and fuel to North Korea are cut by about a third.
        2017-09-11 | No military force may be used to make vessels comply.
        """,
    ),
    (
        "shifts",
        {},
        "actor toward how change before stance",
        """
        united-states | north-korea | the source says so | softened | - | opposes
        united-states | north-korea | two statements | - | mixed | opposes
        south-korea | dialogue-with-north-korea | the source says so | first-time | - | opposes
        south-korea | north-korea | the source says so | hardened | - | opposes
        """,
    ),
    (
        "shifts",
        {},
        "statement beforeStatement",
        """
        author-trump-opens-dialogue | -
        trump-fiery-rhetoric | trump-honored-to-meet-kim
        seoul-dialogue-impossible | -
        author-seoul-more-strident | -
        """,
    ),
    (
        "silence",
        {"event": "launch-over-japan-2017-09-15", "body": "un-security-council"},
        "member note date",
        """
        bolivia | no record, not no reaction | 2017-09-15
        china | no record, not no reaction | 2017-09-15
        egypt | no record, not no reaction | 2017-09-15
        ethiopia | no record, not no reaction | 2017-09-15
        france | no record, not no reaction | 2017-09-15
        italy | no record, not no reaction | 2017-09-15
        japan | no record, not no reaction | 2017-09-15
        kazakhstan | no record, not no reaction | 2017-09-15
        russia | no record, not no reaction | 2017-09-15
        senegal | no record, not no reaction | 2017-09-15
        sweden | no record, not no reaction | 2017-09-15
        ukraine | no record, not no reaction | 2017-09-15
        united-kingdom | no record, not no reaction | 2017-09-15
        uruguay | no record, not no reaction | 2017-09-15
        """,
    ),
    (
        "silence",
        {"event": "launch-from-kusong-2017-05-14", "body": "un-security-council"},
        "member",
        """
        bolivia
        china
        egypt
        ethiopia
        france
        italy
        japan
        kazakhstan
        senegal
        sweden
        ukraine
        united-kingdom
        uruguay
        """,
    ),
    (
        "sources",
        {},
        "source date class records quotes",
        """
        council-meetings-table | - | Assumption | 3 | 0
        council-meetings-table | - | Vote | 1 | 0
        council-membership-table | - | Assumption | 5 | 0
        council-membership-table | - | Seat | 25 | 0
        council-vetoes-table | - | Assumption | 5 | 0
        council-vetoes-table | - | Proposal | 1 | 0
        council-vetoes-table | - | Veto | 1 | 0
        kusong-article | 2017-05-14/2017-05-21 | Assumption | 1 | 0
        kusong-article | 2017-05-14/2017-05-21 | Claim | 13 | 0
        kusong-article | 2017-05-14/2017-05-21 | Event | 2 | 0
        kusong-article | 2017-05-14/2017-05-21 | Statement | 28 | 10
        missile-facilities-table | - | Place | 11 | 0
        missile-tests-table | - | Assumption | 4 | 0
        missile-tests-table | - | Claim | 9 | 0
        missile-tests-table | - | Event | 12 | 0
        north-korea-vetoes-table | - | Proposal | 2 | 0
        north-korea-vetoes-table | - | Veto | 2 | 0
        north-korea-vetoes-table | - | Vote | 2 | 0
        officeholders-table | - | Assumption | 1 | 0
        officeholders-table | - | Tenure | 13 | 0
        over-japan-article | 2017-09-15/2017-09-17 | Assumption | 1 | 0
        over-japan-article | 2017-09-15/2017-09-17 | Claim | 10 | 0
        over-japan-article | 2017-09-15/2017-09-17 | Event | 9 | 0
        over-japan-article | 2017-09-15/2017-09-17 | Proposal | 2 | 0
        over-japan-article | 2017-09-15/2017-09-17 | Sanction | 1 | 0
        over-japan-article | 2017-09-15/2017-09-17 | Seat | 1 | 0
        over-japan-article | 2017-09-15/2017-09-17 | Statement | 27 | 6
        """,
    ),
    (
        "vetoes",
        {},
        "what date actor against votesFor votesAgainst abstentions veto",
        """
        cast | 2022-05-26 | china | draft-s-2022-431 | 13 | 2 | 0 | veto-2022-05-26
        cast | 2022-05-26 | russia | draft-s-2022-431 | 13 | 2 | 0 | veto-2022-05-26
        cast | 2024-03-28 | russia | draft-vetoed-2024-03-28 | 13 | 1 | 1 | veto-2024-03-28
        power | - | china | - | - | - | - | -
        power | - | france | - | - | - | - | -
        power | - | russia | - | - | - | - | -
        power | - | united-kingdom | - | - | - | - | -
        power | - | united-states | - | - | - | - | -
        """,
    ),
    (
        "who-blocked-what",
        {},
        "date proposal by opponent leverage outcome resultedIn",
        """
        ../2017-09-11 | full-oil-embargo | united-states | china | oil-supply | diluted | resolution-2375-sanctions
        ../2017-09-11 | full-oil-embargo | united-states | china | veto-power | diluted | resolution-2375-sanctions
        ../2017-09-11 | stop-and-search-of-ships | united-states | - | - | diluted | resolution-2375-sanctions
        ../2022-05-26 | draft-s-2022-431 | unnamed-sponsors | china | veto-power | blocked | -
        ../2022-05-26 | draft-s-2022-431 | unnamed-sponsors | russia | veto-power | blocked | -
        ../2024-03-28 | draft-vetoed-2024-03-28 | unnamed-sponsors | russia | veto-power | blocked | -
        """,
    ),
    (
        "who-said-what",
        {},
        "date speaker for act statement",
        """
        2017-05-01/2017-05-14 | donald-trump | united-states | offer | trump-honored-to-meet-kim
        ../2017-05-21 | choe-son-hui | north-korea | offer | choe-right-conditions
        2017-05-14/2017-05-21 | kusong-author | - | assess | author-back-to-confrontation
        2017-05-14/2017-05-21 | kusong-author | - | express-concern | author-closeness-to-russia-is-the-concern
        2017-05-14/2017-05-21 | kusong-author | - | assert | author-conditions-unknown
        2017-05-14/2017-05-21 | kusong-author | - | accuse | author-launch-breaches-resolutions
        2017-05-14/2017-05-21 | kusong-author | - | assess | author-mixed-message
        2017-05-14/2017-05-21 | kusong-author | - | assess | author-moscow-more-dismissive
        2017-05-14/2017-05-21 | kusong-author | - | assert | author-no-word-of-peace-talks
        2017-05-14/2017-05-21 | kusong-author | - | accuse | author-nuclear-tests-breach-mandates
        2017-05-14/2017-05-21 | kusong-author | - | assess | author-relations-strained
        2017-05-14/2017-05-21 | kusong-author | - | assess | author-room-for-negotiations
        2017-05-14/2017-05-21 | kusong-author | - | assess | author-trump-opens-dialogue
        ../2017-05-21 | north-korea | - | assert | north-korea-considers-talks
        ../2017-05-21 | north-korea | - | threaten | north-korea-threatens-nuclear-tests
        ../2017-05-21 | north-korea | - | threaten | north-korea-threatens-nuclear-war
        2017-05-13/2017-05-21 | rt | - | assert | rt-sprn-tracked-the-missile
        2017-05-13/2017-05-21 | russian-foreign-ministry | russia | assert | russia-forces-on-regular-duty
        2017-05-13/2017-05-21 | russian-foreign-ministry | russia | dismiss | russia-no-threat
        ../2017-05-21 | united-states | - | threaten | us-threatens-preemptive-strike
        ../2017-05-21 | unnamed-observers | - | express-concern | observers-fear-rising-tensions
        ../2017-05-21 | us-administration-officials | united-states | announce | us-officials-new-approach
        ../2017-05-21 | us-allies | - | threaten | us-allies-threaten-in-return
        2017-05-13/2017-05-21 | white-house | united-states | assert | white-house-allies-watching
        2017-05-13/2017-05-21 | white-house | united-states | urge | white-house-far-stronger-sanctions
        2017-05-13/2017-05-21 | white-house | united-states | condemn | white-house-flagrant-menace
        2017-05-13/2017-05-21 | white-house | united-states | promise | white-house-ironclad-commitment
        2017-05-13/2017-05-21 | white-house | united-states | assess | white-house-russia-not-pleased
        2017-09-01/2017-09-05 | north-korea | - | assert | north-korea-hydrogen-bomb-claim
        ../2017-09-11 | china | - | refuse | china-opposes-oil-embargo
        ../2017-09-11 | united-states | - | propose | us-paper-on-ship-searches
        ../2017-09-11 | united-states | - | urge | us-pushed-for-oil-embargo
        2017-09-14 | north-korea | - | threaten | north-korea-ashes-and-darkness
        2017-09-15 | donald-trump | united-states | harsh-rhetoric | trump-fiery-rhetoric
        2017-09-11/2017-09-15 | donald-trump | united-states | criticise | trump-small-step
        2017-09-15 | nikki-haley | united-states | defend | haley-massive-sanctions-package
        2017-09-15 | rex-tillerson | united-states | demand | tillerson-indicate-intolerance
        2017-09-11/2017-09-15 | unnamed-observers | - | predict | response-to-sanctions-predicted
        ../2017-09-17 | donald-trump | united-states | threaten | trump-threats-to-respond
        ../2017-09-17 | kim-jong-un | north-korea | harsh-rhetoric | kim-fiery-rhetoric
        ../2017-09-17 | nikki-haley | united-states | predict | haley-quite-an-impact
        2017-09-15/2017-09-17 | over-japan-author | - | assess | author-clear-symbol
        2017-09-15/2017-09-17 | over-japan-author | - | predict | author-focus-on-diplomacy
        2017-09-15/2017-09-17 | over-japan-author | - | assess | author-guam-within-reach
        2017-09-15/2017-09-17 | over-japan-author | - | assess | author-launch-was-not-unexpected
        2017-09-15/2017-09-17 | over-japan-author | - | predict | author-military-action-unlikely
        2017-09-15/2017-09-17 | over-japan-author | - | predict | author-north-korea-main-topic-in-new-york
        2017-09-15/2017-09-17 | over-japan-author | - | predict | author-pressure-on-china-and-russia
        2017-09-15/2017-09-17 | over-japan-author | - | assess | author-seoul-more-strident
        2017-09-15/2017-09-17 | over-japan-author | - | assess | author-stakes-are-higher
        2017-09-15/2017-09-17 | over-japan-author | - | assess | author-trump-dissatisfied
        2017-09-15/2017-09-17 | over-japan-author | - | predict | author-trump-may-be-noticed
        2017-09-15/2017-09-17 | over-japan-author | - | explain | author-why-no-interception
        2017-09-15/2017-09-17 | south-korea | - | assert | seoul-dialogue-impossible
        ../2017-09-17 | united-states | - | urge | us-pushes-china-and-russia
        """,
    ),
]


@pytest.mark.parametrize(("question", "parameters", "columns", "rows"), ANSWERS, ids=[one[0] for one in ANSWERS])
def test_a_question_gives_exactly_these_rows(
    question: str, parameters: dict[str, str], columns: str, rows: str
) -> None:
    assert told(question, columns.split(), **parameters) == [line.strip() for line in rows.strip().splitlines()]


def told(question: str, columns: list[str], **parameters: str) -> list[str]:
    """Return the rows of an answer in some columns, each once, wherever and however often it is written."""
    rows = graph().ask(question, **parameters)
    return list(dict.fromkeys(" | ".join(str(row.get(column, "")) or "-" for column in columns) for row in rows))
