"""Offer everything that the command can do to Python: load facts once, then query, ask, show and draw."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import pyoxigraph as ox

from .errors import QueryError
from .query import Answer, answered
from .query import ask as ask_question
from .query.asking import Given
from .query.show import show as show_thing
from .store import EmbeddedStore, Limits, Store
from .store.opening import Where, opened

if TYPE_CHECKING:
    import rdflib

    from .compile.parts import Told
    from .corpus.facts import Facts
    from .curate.diff.compare import Diff
    from .draw.notebook import Shown
    from .evidence import Proof
    from .network import Filters


class Graph:
    """Hold a graph of facts that can be asked."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def query(self, sparql: str, limits: Limits | None = None) -> Answer | bool | list[ox.Triple]:
        """Return the rows of a SELECT, the truth value of an ASK, or the triples of a CONSTRUCT or DESCRIBE.

        Give ``limits`` to a query that you do not trust: it runs in a process of its own, as with the command.

        Raises QueryError when the text is no SPARQL query, would write or reach the network, or comes to a limit.
        """
        return answered(self.store, sparql, limits)

    def ask(self, question: str, limits: Limits | None = None, /, **parameters: Given) -> Answer:
        """Return the answer to a named question; parameters take an id, a label or an alias, a word, a day, a text.

        Raises UnknownError for a question that does not exist, ParameterError for a value that does not fit, and
        QueryError where it comes to a limit.
        """
        return ask_question(self.store, question, parameters, limits)

    def show(self, id_: str) -> str:
        """Return all that is known of one thing, as text. Raises UnknownError when nothing has this id."""
        return show_thing(self.store, id_)

    def network(self, **filters: Unpack[Filters]) -> Shown:
        """Return actors and what they act on, with statements folded into signed edges, as a networkx graph.

        It shows itself in a notebook. Filters choose the acts that it is made of: ``about``, ``actor`` (names, or
        several in a list), ``since``, ``until`` (days), ``around`` (a name) and ``hops``; as the options of ``draw``.

        Raises ParameterError where nothing is called so, QueryError where the filters leave nothing.
        """
        return self._view("network", filters)

    def timeline(self, **filters: Unpack[Filters]) -> Shown:
        """Return the acts, with who acted and on whose side, and how they bear on each other. As ``network``."""
        return self._view("timeline", filters)

    def alignment(self, **filters: Unpack[Filters]) -> Shown:
        """Return the actors, with an edge for each two that take a stance on the same thing. As ``network``."""
        return self._view("alignment", filters)

    def reactions(self, act: str, hops: int | None = None) -> Shown:
        """Return the tree of what reacts to an act, directly or to a reaction, at most ``hops`` deep.

        Raises ParameterError where no act is called so, QueryError where no reaction is recorded.
        """
        return self._view("reactions", {"around": act, "hops": hops})

    def network_of(self, answer: Answer | bool | list[ox.Triple]) -> Shown:
        """Return the network that an answer of ``ask`` or ``query`` ties together: an edge for each row or triple.

        Raises QueryError where its columns make no edge, or nothing is in it.
        """
        from .draw.notebook import Shown
        from .draw.views import answer_view
        from .network import Records

        return Shown(answer_view(Records(self.store), answer))

    def draw(
        self,
        path: str | Path | Sequence[str | Path],
        *,
        view: str | Sequence[str] = (),
        title: str = "",
        question: str = "",
        parameters: Mapping[str, Given] | None = None,
        query: str = "",
        limits: Limits | None = None,
        **filters: Unpack[Filters],
    ) -> list[str]:
        """Draw views of the facts, or the answer to a question or a query, to a file or to several; return remarks.

        The ending of each chooses the format. Remarks say what is shown, what is not, and why. Give ``limits`` to a
        query that you do not trust.

        Raises OutputError where a file cannot be written, and what ``network`` raises.
        """
        from .draw import draw
        from .draw.formats import format_of
        from .draw.views import Wanted, refuse_nothing, views

        paths = [Path(one) for one in ([path] if isinstance(path, (str, Path)) else path)]
        for one in paths:
            format_of(one)  # before anything is written
        named = [view] if isinstance(view, str) else view
        wanted = Wanted(named, filters, question, parameters or {}, query, limits)
        graphs, made = views(self.store, wanted)
        refuse_nothing(graphs, asked=bool(wanted.views))
        said = [remark for one in paths for remark in draw(graphs, one, title or made)]
        return list(dict.fromkeys([*(remark for graph in graphs for remark in graph.graph["remarks"]), *said]))

    def _view(self, name: str, filters: Filters) -> Shown:
        from .draw.notebook import Shown
        from .draw.views import Wanted, views

        graphs, title = views(self.store, Wanted([name], filters))
        return Shown(graphs[0], title=title)

    def rdflib(self) -> rdflib.Dataset:
        """Return an rdflib.Dataset over the same store; its default graph is the union of all graphs.

        It is for queries of your own: unlike ``query``, it does not refuse SERVICE. Raises QueryError where the graph
        is at an endpoint.
        """
        if not isinstance(self.store, EmbeddedStore):
            raise QueryError("the graph is not here", "name the endpoint to rdflib.plugins.stores.sparqlstore")
        import rdflib
        from oxrdflib import OxigraphStore

        return rdflib.Dataset(store=OxigraphStore(store=self.store.oxigraph), default_union=True)


def check(
    facts: Path | None = None,
    sources: Path | None = None,
    against: str | None = None,
    told: Callable[[int], None] | None = None,
) -> tuple[Facts, Proof]:
    """Read facts and check everything about them; problems are in ``Facts.problems``, sorted by place.

    With ``against``, a revision of the folder of facts or another folder, they are held against what they were there.
    ``told`` hears, before each file is read, how many were.

    Raises FactsError when there is no such folder or no facts are in it, UnknownError and RevisionError when there is
    no such revision.
    """
    from .check import check as check_facts

    return check_facts(facts, sources, also=_against(against, facts) if against is not None else None, told=told)


def _against(named: str, facts: Path | None) -> Callable[[Facts], None]:
    from .corpus.places import default_folder
    from .curate.diff.against import against
    from .curate.diff.revision import read_side

    old = read_side(named, facts or default_folder())
    return partial(against, old=old)


def diff(old: str, new: str | None = None, facts: Path | None = None) -> Diff:
    """Return what changed from one folder or revision of the facts to another, the facts as they are by default.

    Revisions, ``A..B`` among them, are those of the folder ``facts``.

    Raises FactsError when a folder holds no facts, UnknownError and RevisionError when there is no such revision.
    """
    from .corpus.places import default_folder
    from .curate.diff.compare import compare
    from .curate.diff.revision import read_side, split_range

    folder = facts or default_folder()
    if new is None:
        old, new = split_range(old)
    return compare(read_side(old, folder), read_side(new or str(folder), folder))


def load(
    facts: str | Path | None = None,
    sources: str | Path | None = None,
    *,
    endpoint: str | None = None,
    store: Where | None = None,
    workers: int | None = None,
    told: Told | None = None,
) -> Graph:
    """Return the graph of a folder of facts, or of a store or release that was built; the shipped facts by default.

    Facts may be the URL of a folder on shared storage, such as ``s3://bucket/facts``. With ``endpoint``, the URL of a
    SPARQL endpoint, the graph that is there, and no facts that are here.

    Facts of more than 300 kB are built by ``workers`` processes (default: one for each processor) and kept on disk
    in the cache, where questions find them at once; with ``store="memory"`` they are built into memory each time, and
    questions that see much of the graph take less time. COMMUNIQUE_STORE sets it for all. ``told`` hears how many files
    are done, of how many, and what is done to them.

    Raises FactsError, with every problem, when the facts are not sound, EndpointError when the URL is none,
    ParameterError for another kind of store, OutputError where the disk has no room.
    """
    if endpoint is not None:
        from .store.remote import Address, RemoteStore

        return Graph(RemoteStore(Address.from_text(endpoint)))
    from .corpus.places import default_folder

    texts = Path(sources) if sources else None
    if "://" in str(facts):
        from .release import fetched

        with fetched(str(facts)) as folder:
            return Graph(opened(folder, texts, "memory", workers, told))
    return Graph(opened(Path(facts) if facts else default_folder(), texts, store, workers, told))
