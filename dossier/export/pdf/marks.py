"""What the file says of itself, and what WeasyPrint leaves to mend for PDF/UA-1 (ISO 14289) and PDF/A-3 (ISO 19005).

Header cells get their scope and names of their own, the tree of marks its index of cells, the XMP no filter.
"""

from collections.abc import Callable
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


def finisher(prefix: str) -> Callable[[Any, Any], None]:
    """What WeasyPrint calls before it writes a piece, so that it can be joined with others.

    Args:
        prefix: Put before the name of each header cell, which is unique only inside one piece.
    """

    def finish(_document: Any, pdf: Any) -> None:
        _mend_tables(pdf, prefix)
        _fence_pages(pdf)
        _compress_streams(pdf)
        pdf.catalog.pop("Outlines", None)  # those of the whole file are written when it is joined

    return finish


def _mend_tables(pdf: Any, prefix: str) -> None:
    """Scope for each header cell, names of cells that are unique in the whole file, and an index of them."""
    import pydyf

    cells = []
    for element in pdf.objects:
        if not isinstance(element, pydyf.Dictionary) or element.get("Type") != "/StructElem":
            continue
        attributes = element.get("A", {})
        if "Headers" in attributes:
            attributes["Headers"] = pydyf.Array([_named(prefix, one) for one in attributes["Headers"]])
        if "ID" in element:
            element["ID"] = _named(prefix, element["ID"])
            cells.append((element["ID"].string, element))
        if element["S"] == "/TH":
            element["A"]["Scope"] = "/Column" if _is_in_head(pdf, element) else "/Row"
    names = [
        part for name, one in sorted(cells, key=lambda cell: cell[0]) for part in (pydyf.String(name), one.reference)
    ]
    index = pydyf.Dictionary({"Names": pydyf.Array(names)})
    pdf.add_object(index)
    _found(pdf, pdf.catalog["StructTreeRoot"])["IDTree"] = index.reference


def _named(prefix: str, name: Any) -> Any:
    import pydyf

    return pydyf.String(f"{prefix}-{name.string}")


def _is_in_head(pdf: Any, element: Any) -> bool:
    while element["S"] not in ("/THead", "/Table", "/Document"):
        element = _found(pdf, element["P"])
    return bool(element["S"] == "/THead")


def _found(pdf: Any, reference: bytes) -> Any:
    """The object that a reference ("12 0 R") names."""
    return pdf.objects[int(reference.split()[0])]


def _fence_pages(pdf: Any) -> None:
    """What is stamped later must not stand in the coordinates of the layout."""
    for number in pdf.pages["Kids"][::3]:
        content = _found(pdf, pdf.objects[number]["Contents"])
        content.stream.insert(0, b"q")
        content.stream.append(b"Q")


def _compress_streams(pdf: Any) -> None:
    """Each stream but the XMP, which PDF/A wants to be readable; objects are compressed once, in the whole file."""
    import pydyf

    about = _found(pdf, pdf.catalog["Metadata"])
    for one in pdf.objects:
        if isinstance(one, pydyf.Stream):
            one.compress = one is not about


def name_array(pairs: "list[tuple[bytes, Any]]") -> Any:
    """The leaf of a tree of names: sorted by bytes, each name before its value."""
    import pikepdf

    found = pikepdf.Array()
    for key, value in sorted(pairs, key=lambda pair: pair[0]):
        found.append(pikepdf.String(key.decode("latin1")))
        found.append(value)
    return found
