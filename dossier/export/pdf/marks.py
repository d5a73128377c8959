"""What the file says of itself, and what WeasyPrint leaves to mend for PDF/UA-1 (ISO 14289) and PDF/A-3 (ISO 19005).

Header cells get their scope and names of their own, the tree of marks its index of cells, the XMP no filter.
"""

import io
from collections.abc import Iterator
from typing import Any

_UA = (
    '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" '
    'xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
    '<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>'
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289 that is followed</pdfaProperty:description></rdf:li>"
    "</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
    '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
    "<pdfuaid:part>1</pdfuaid:part></rdf:Description>"
)


def declare_accessible(document: Any) -> None:
    """Say in the XMP that the file is PDF/UA-1 as well as PDF/A: WeasyPrint knows only one variant at a time."""
    original = document.metadata.generate_rdf_metadata

    def both(variant: Any, version: Any, conformance: Any) -> bytes:
        rdf: bytes = original(variant, version, conformance)
        return rdf.replace(b"</rdf:RDF>", _UA.encode() + b"</rdf:RDF>")

    document.metadata.generate_rdf_metadata = both


def finish(raw: bytes, prefix: str) -> bytes:
    """One piece ready to be joined with others: marks mended, cells named apart, contents fenced.

    Args:
        raw: As WeasyPrint wrote it.
        prefix: Put before the name of each header cell, which is unique only inside one piece.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(raw)) as pdf:
        _mend_tables(pdf, prefix)
        for one in pdf.pages:  # what is stamped later must not stand in the coordinates of the layout
            one.contents_add(b"q\n", prepend=True)
            one.contents_add(b"\nQ\n")
        plain = pikepdf.Stream(pdf, pdf.Root.Metadata.read_bytes())
        plain.Type, plain.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
        pdf.Root.Metadata = plain
        if "/Outlines" in pdf.Root:
            del pdf.Root["/Outlines"]
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, compress_streams=False)
    return out.getvalue()


def _elements(node: Any, in_head: bool = False) -> Iterator[tuple[Any, bool]]:
    """Every structure element, with whether it stands in a table's head; no recursion, for deep trees."""
    import pikepdf

    todo = [(node, in_head)]
    while todo:
        element, head = todo.pop()
        if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
            continue
        head = head or element.S == pikepdf.Name.THead
        yield element, head
        kids = element.get("/K")
        todo += [(kid, head) for kid in (kids if isinstance(kids, pikepdf.Array) else [kids])]


def _mend_tables(pdf: Any, prefix: str) -> None:
    """Scope for each header cell, names of cells that are unique in the whole file, and an index of them."""
    import pikepdf

    root = pdf.Root.StructTreeRoot
    cells = []
    for element, in_head in _elements(root.K[0] if isinstance(root.K, pikepdf.Array) else root.K):
        if "/ID" in element:
            element.ID = pikepdf.String(f"{prefix}-{element.ID}")
        attributes = element.get("/A")
        if attributes is not None and "/Headers" in attributes:
            attributes.Headers = pikepdf.Array([pikepdf.String(f"{prefix}-{one}") for one in attributes.Headers])
        if element.S == pikepdf.Name.TH:
            if attributes is None:
                element.A = pikepdf.Dictionary(O=pikepdf.Name.Table)
            element.A.Scope = pikepdf.Name.Column if in_head else pikepdf.Name.Row
            if "/ID" in element:
                cells.append((bytes(element.ID), element))
    root.IDTree = pdf.make_indirect(pikepdf.Dictionary(Names=name_array(cells)))


def name_array(pairs: "list[tuple[bytes, Any]]") -> Any:
    """The leaf of a tree of names: sorted by bytes, each name before its value."""
    import pikepdf

    found = pikepdf.Array()
    for key, value in sorted(pairs, key=lambda pair: pair[0]):
        found.append(pikepdf.String(key.decode("latin1")))
        found.append(value)
    return found
