"""Hold invented facts that use every key there is, in every way that it may be written."""

from pathlib import Path

from communique.graph.corpus.facts import Facts
from disk import write
from shipped import sound

DATASET = """\
title: {en: The harbour talks, de: Die Hafengespräche}
licence: CC0-1.0
maintainers: [Ada, Grace]
language: de
base: https://example.org/harbour/
extends: [../other]
"""

#: What the data set extends: the cast, with another base and another language.
OTHER = """\
title: The cast
language: en
base: https://example.org/cast/
"""

CAST = """\
actors:
  tarvonia:
    kind: state
    label: {en: Tarvonia, de: Tarwonien, zh-Hant: 塔沃尼亞}
    altLabel: [Tarv, {en: The Tarvs, de: Die Tarwen}]
    iso: TRV
    sameAs: [https://example.com/tarvonia, http://example.net/t?a=1&b=2#c]
    seats:
      - in: sea-council
        permanent: true
        hasVeto: true
        since: 1999
        until: 2020-06/..
        assumptions: [{property: since, because: The roll begins then.}]
        evidence: [{source: roll, locator: row 1}]
    waivers: [{rule: hidden-characters, because: The script needs them.}]
  eskeria:
    kind: state
    label: Eskeria
    partOf: league
    seats:
      - {in: sea-council, permanent: false, hasVeto: false, since: 2018-03, evidence: [{source: roll, locator: row 2}]}
  ilva-torrent:
    kind: person
    label: Ilva Torrent
    altLabel: Torrent
    partOf: tarvonia
    sameAs: https://example.com/torrent
    offices:
      - office: {en: Foreign Minister, de: Außenministerin}
        of: tarvonia
        since: 2018-01-09
        until: 2020
        assumptions: [{property: until, because: Nothing later is recorded.}]
        evidence: [{source: roll, locator: row 3}]
    waivers: [{rule: hidden-characters, because: The script needs them.}]
  sea-council:
    kind: organization
    label: Council of the Narrow Sea
    seats: [{in: league, evidence: [{source: roll, locator: row 4}]}]
    waivers: [{rule: hidden-characters, because: The script needs them.}]
  league: {kind: organization, label: League, altLabel: The League, partOf: tarvonia, sameAs: https://example.com/league}
  harbour-pilots:
    kind: group
    label: Harbour pilots
    altLabel: Pilots
    partOf: eskeria
    sameAs: https://example.com/pilots
    waivers: [{rule: hidden-characters, because: The script needs them.}]
places:
  quay-house: {label: Quay House, altLabel: The Quay, in: narrow-sea, sameAs: https://example.com/quay}
  narrow-sea:
    label: Narrow Sea
    lat: -41.5
    long: 12
    evidence: [{source: roll, paragraph: 1}]
    waivers: [{rule: hidden-characters, because: The script needs them.}]
topics:
  fishing:
    label: Fishing
    altLabel: [Fishery]
    broader: trade-at-sea
    waivers: [{rule: hidden-characters, because: The script needs them.}]
  trade-at-sea: {label: Trade at sea}
sources:
  roll: {title: The roll of the Narrow Sea}
"""

TALKS = """\
sources:
  gazette:
    title: {en: The Gazette, de: Das Blatt}
    publisher: Narrow Sea Press
    author: [A. Scribe, {en: B. Quill}]
    writtenBy: harbour-pilots
    published: 2019-05-04/2019-05-06
    language: en-GB
    url: https://example.org/gazette/2019#p1
    archived: https://archive.example.org/gazette/2019
    file: gazette.txt
    sha256: 1844300b80e746da57dd3bc01e8dc3b6cf3a5fc2614e4dcef70974de036177d9
    assumptions: [{property: published, because: The tide table., evidence: [{source: roll, locator: table 2}]}]
    waivers: [{rule: hidden-characters, because: The script needs them.}]

events:
  boats-collide:
    label: Boats collide
    type: interception
    status: happened
    date: 2019-05-01
    until: 2019-05-02
    utcOffset: '+01:30'
    localTime: '06:23'
    by: [harbour-pilots]
    participants: [tarvonia, eskeria]
    place: narrow-sea
    from: quay-house
    over: [narrow-sea]
    impact: narrow-sea
    about: [fishing]
    positions: [{holder: eskeria, toward: boats-collide, stance: neutral}]
    assumptions: [{property: date, because: The tide., evidence: [{source: roll, locator: row 9}]}]
    evidence: [{source: gazette, paragraph: 1}]
    waivers: [{rule: hidden-characters, because: The script needs them.}]
  dinner:
    type: meeting
    status: scheduled
    participants: ilva-torrent
    reactsTo: boats-collide
    evidence: [{source: gazette, paragraph: 2}]

statements:
  torrent-condemns:
    label: Torrent condemns
    speaker: ilva-torrent
    attribution: "Tarvonia's minister"
    addressee: [eskeria]
    callsOn: eskeria
    date: 2019-05-03
    utcOffset: '-03:00'
    venue: quay-house
    act: condemn
    modality: conditional
    quote: ['a “grave” act', "with \\\\ and\\ttab"]
    original: [{de: eine schwere Tat}]
    gist: {en: It was wrong., de: Es war falsch.}
    reactsTo: [boats-collide]
    about: [boats-collide, fishing]
    omits: [trade-at-sea]
    reportedBy: [harbour-pilots]
    positions:
      - {toward: boats-collide, stance: opposes, leverage: [veto-power, trade], change: first-time}
      - {holder: eskeria, stance: mixed}
    evidence:
      - {source: gazette, paragraph: 3, occurrence: 2, fidelity: translation, weekday: friday}
      - {source: roll, locator: page 7}
    waivers: [{rule: hidden-characters, because: The script needs them.}]
  eskeria-answers:
    speaker: harbour-pilots
    onBehalfOf: eskeria
    act: deny
    gist: |
      Nothing of the kind,
      they say.
    reactsTo: torrent-condemns
    assumptions: [{property: speaker, because: Who else.}]
    evidence: [{source: gazette, paragraph: 4}]

proposals:
  close-the-sea:
    label: Close the sea
    symbol: NS/2019/1
    by: [tarvonia]
    in: sea-council
    date: ../2019-05-10
    utcOffset: '+00:00'
    asks: That the sea be closed.
    reactsTo: [boats-collide]
    about: [fishing]
    positions: [{holder: tarvonia, stance: supports}, {holder: eskeria, stance: opposes, leverage: vote}]
    outcome: diluted
    resultedIn: [fishing-ban]
    assumptions: [{property: date, because: The vote followed., evidence: [{source: roll, locator: row 5}]}]
    evidence: [{source: gazette, paragraph: 5}]
    waivers: [{rule: hidden-characters, because: The script needs them.}]

votes:
  vote-on-the-sea:
    label: Vote on the sea
    in: sea-council
    draft: close-the-sea
    date: 2019-05-11
    utcOffset: '+00:00'
    record: NS/PV.1
    members: 2
    votesFor: 1
    votesAgainst: 1
    abstentions: 0
    result: vetoed
    ballots: [{actor: tarvonia, choice: against}, {actor: eskeria, choice: for}]
    reactsTo: [close-the-sea]
    about: [fishing]
    positions: [{holder: eskeria, toward: close-the-sea, stance: opposes}]
    assumptions: [{property: ballots, because: There were two.}]
    evidence: [{source: roll, locator: row 6}]
    waivers: [{rule: hidden-characters, because: The script needs them.}]

vetoes:
  veto-on-the-sea:
    label: Veto on the sea
    by: [tarvonia]
    in: sea-council
    against: close-the-sea
    date: 2019-05-11
    utcOffset: '+00:00'
    mode: threatened
    vote: vote-on-the-sea
    reactsTo: [close-the-sea]
    about: [fishing]
    positions: [{holder: tarvonia, stance: supports}]
    assumptions: [{property: mode, because: No vote is told of.}]
    evidence: [{source: roll, locator: row 7}]
    waivers: [{rule: hidden-characters, because: The script needs them.}]

sanctions:
  fishing-ban:
    label: Fishing ban
    imposedBy: [sea-council]
    target: [eskeria, tarvonia]
    date: 2019-05
    until: 2019-07
    utcOffset: '+00:00'
    instrument: NS/RES/1
    provisions: [No nets., {en: No lines., de: Keine Leinen.}]
    status: expired
    reactsTo: [boats-collide]
    about: [fishing]
    basedOn: [vote-on-the-sea]
    positions: [{holder: eskeria, stance: opposes}]
    assumptions: [{property: date, because: The month is printed.}]
    evidence: [{source: gazette, paragraph: 6}]
    waivers: [{rule: hidden-characters, because: The script needs them.}]

claims:
  boats-were-near:
    subject: boats-collide
    measure: impact-distance
    object: quay-house
    qualifier: about
    value: 0.000012
    unit: kilometre
    converted: {value: 12.5, unit: metre}
    period: 2019
    text: {en: a boat's length}
    gist: They were near.
    accordingTo: [harbour-pilots, ilva-torrent]
    statement: eskeria-answers
    disputes: [boats-were-far]
    date: 2019-05-04
    assumptions: [{property: value, because: A boat is as long as that.}]
    evidence: [{source: gazette, paragraph: 7}]
    waivers: [{rule: hidden-characters, because: The script needs them.}]
  boats-were-far:
    subject: boats-collide
    measure: impact-distance
    value: 3700
    unit: metre
    accordingTo: eskeria
    evidence: [{source: roll, locator: row 8}]

retired:
  boats-crash: {by: boats-collide, reason: {en: Recorded twice., de: Doppelt.}, date: 2019-05-06}
  boats-sink: {reason: No boat sank., date: 2019-05}
"""


def whole(folder: Path) -> Facts:
    """Write the facts below a folder and return them."""
    harbour = write(folder / "harbour", {"dataset.yaml": DATASET, "talks.yaml": TALKS})
    write(folder / "other", {"dataset.yaml": OTHER, "cast.yaml": CAST})
    return sound(harbour)
