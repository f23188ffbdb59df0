"""The network of actors as GraphML, as Gephi, igraph and NetworkX read it.

Source of the format: the GraphML Primer (Brandes, Eiglsperger and Lerner).
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

from diurna.codebook.ontology import load_ontology
from diurna.export.tabular import whole_file
from diurna.model import Network

_SPACE = "http://graphml.graphdrawing.org/xmlns"


def write(network: Network, out: Path) -> dict[Path, int]:
    """Write a network: codes with names and sectors, edges with counts; return edges by file."""
    root = ET.Element("graphml", xmlns=_SPACE)
    quads = [name.replace(" ", "_") for _, name in sorted(load_ontology().quads.items())]
    for of, names, kind in (
        ("node", ("label", "sector"), "string"),
        ("edge", ("events", *quads), "int"),
        ("edge", ("mean_score",), "double"),
    ):
        for name in names:
            attributes = {"id": name, "for": of, "attr.name": name, "attr.type": kind}
            ET.SubElement(root, "key", attributes)
    graph = ET.SubElement(root, "graph", id="actors", edgedefault="directed")
    for node in network.nodes:
        element = ET.SubElement(graph, "node", id=node.code)
        _data(element, {"label": node.name, "sector": node.sector})
    for edge in network.edges:
        element = ET.SubElement(graph, "edge", source=edge.actor, target=edge.recipient)
        counts = dict(zip(quads, edge.quads, strict=True))
        _data(element, {"events": edge.events, **counts, "mean_score": edge.score})
    ET.indent(root)
    with whole_file(out) as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        file.write(ET.tostring(root, encoding="unicode") + "\n")
    return {out: len(network.edges)}


def _data(element: ET.Element, values: dict[str, str | int | float]) -> None:
    for key, value in values.items():
        # Control characters are no XML, not even escaped.
        ET.SubElement(element, "data", key=key).text = "".join(filter(str.isprintable, str(value)))
