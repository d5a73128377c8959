"""Turns the links of the pieces, which are laid out apart, into links of the file that they have become."""

from typing import Any, Final

from dossier.export.pdf.bundling import Places

LINK: Final = "dossier-link:"
"""Before the name of a place in this paper."""
PAGE: Final = "dossier-page:"
"""Before the file of an exhibit, "#" and the page in it, from 1."""


def turn_links(pdf: Any, places: dict[bytes, Any], behind: Places, words: tuple[str, str]) -> None:
    """Links between pieces become links inside the file; those to pages of exhibits too, or links to files beside it.

    Args:
        pdf: With its pages in order.
        places: Named places of this paper.
        behind: Pages of exhibits that are in this file.
        words: What a link inside, and one to another file, is called for those who do not see.

    Raises:
        KeyError: a link leads nowhere.
    """
    import pikepdf

    inside, outside = words
    for page in pdf.pages:
        page.obj.Tabs = pikepdf.Name.S
        for link in page.obj.get("/Annots", []):
            action = link.get("/A")
            target = str(action.get("/URI", "")) if action is not None else ""
            if target.startswith(LINK):
                name = target.removeprefix(LINK)
                if name.encode() not in places:
                    raise KeyError(name)
                _lead(link, pikepdf.String(name), inside)
            if target.startswith(PAGE):
                file, _mark, number = target.removeprefix(PAGE).rpartition("#")
                if (file, int(number)) in behind:
                    where = pikepdf.Array([behind[file, int(number)], pikepdf.Name.XYZ, None, None, None])
                    _lead(link, where, inside)
                else:
                    _lead_out(link, file, int(number) - 1, outside)


def _lead(link: Any, where: Any, words: str) -> None:
    import pikepdf

    del link["/A"]
    link.Dest = where
    link.Contents = pikepdf.String(words)


def _lead_out(link: Any, file: str, page: int, words: str) -> None:
    """To a page, from 0, of a file beside this one."""
    from pikepdf import Array, Dictionary, Name, String

    where = Array([page, Name.XYZ, None, None, None])
    link.A = Dictionary(S=Name.GoToR, F=String(file), D=where, NewWindow=True)
    link.Contents = String(words)
