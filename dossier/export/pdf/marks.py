"""What the file says of itself, and what WeasyPrint leaves to mend for PDF/UA-1 (ISO 14289) and PDF/A-3 (ISO 19005).

Header cells get their scope, the tree of marks its index of cells, each attachment one mention, the XMP no filter.
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


def finish(raw: bytes) -> bytes:
    """The file with its marks mended; the same input gives the same bytes."""
    import pikepdf

    with pikepdf.open(io.BytesIO(raw)) as pdf:
        _mend_tables(pdf)
        _mention_attachments_once(pdf)
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        plain = pikepdf.Stream(pdf, pdf.Root.Metadata.read_bytes())
        plain.Type, plain.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
        pdf.Root.Metadata = plain
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


def _mend_tables(pdf: Any) -> None:
    import pikepdf

    root = pdf.Root.StructTreeRoot
    cells = []
    for element, in_head in _elements(root.K[0] if isinstance(root.K, pikepdf.Array) else root.K):
        if element.S == pikepdf.Name.TH:
            if "/A" not in element:
                element.A = pikepdf.Dictionary(O=pikepdf.Name.Table)
            element.A.Scope = pikepdf.Name.Column if in_head else pikepdf.Name.Row
            if "/ID" in element:
                cells.append((bytes(element.ID), element))
    if cells:
        names = [
            one
            for key, cell in sorted(cells, key=lambda pair: pair[0])
            for one in (pikepdf.String(key.decode("latin1")), cell)
        ]
        root.IDTree = pdf.make_indirect(pikepdf.Dictionary(Names=pikepdf.Array(names)))


def _mention_attachments_once(pdf: Any) -> None:
    import pikepdf

    if "/AF" in pdf.Root:
        once = {attached.objgen: attached for attached in pdf.Root.AF}
        pdf.Root.AF = pikepdf.Array(list(once.values()))
