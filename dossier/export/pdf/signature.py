"""A signature that readers show and that keeps the form of the file (PAdES baseline B-B; PDF/A-3, PDF/UA-1).

The empty field is put in first, with a tip and a place in the tree of marks; then it is filled by an update of the
file, drawn in our own font. Nothing is fetched: no list of trusted authorities, no time stamp.
"""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from dossier.export.pdf.stamping import REGULAR
from dossier.i18n import N_, _
from dossier.resources import export_path

if TYPE_CHECKING:
    from dossier.vault.paper_key import PaperKey

FIELD: Final = "DossierSignature"
TIP: Final = N_("Signature of the preparer")
_SIZE: Final = 9
_BOX: Final = (330, 712, 538, 762)
"""On the cover, in points from the lower left corner: beside the kind of the case, above its title."""


def signer(key: "PaperKey", built_at: Any) -> Callable[[bytes], bytes]:
    """What signs a paper with this key.

    Args:
        key: With its certificate.
        built_at: The time that its stamp shows. Beside it the signature has the time of signing in UTC; neither proves
            anything by itself.
    """
    return lambda document: _signed(with_field(document, _(TIP)), key, built_at)


def with_field(document: bytes, tip: str) -> bytes:
    """The paper with an empty field on its cover that a screen reader can name."""
    import pikepdf
    from pikepdf import Array, Dictionary, Name, String

    with pikepdf.open(io.BytesIO(document)) as pdf:
        root, page = pdf.Root, pdf.pages[0].obj
        tree = root.StructTreeRoot
        number = int(tree.ParentTreeNextKey)
        widget = pdf.make_indirect(Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String(FIELD), TU=String(tip), Contents=String(tip),
            F=132, Rect=Array(list(_BOX)), P=page, StructParent=number,
        ))  # fmt: skip
        top = tree.K[0] if isinstance(tree.K, pikepdf.Array) else tree.K
        mark = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Form, P=top, Pg=page))
        mark.K = Array([Dictionary(Type=Name.OBJR, Obj=widget, Pg=page)])
        top.K.append(mark)
        tree.ParentTree.Nums.append(number)
        tree.ParentTree.Nums.append(mark)
        tree.ParentTreeNextKey = number + 1
        if "/Annots" not in page:
            page.Annots = Array()
        page.Annots.append(widget)
        page.Tabs = Name.S
        root.AcroForm = Dictionary(Fields=Array([widget]), SigFlags=1)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, compress_streams=False,
                 object_stream_mode=pikepdf.ObjectStreamMode.generate)  # fmt: skip
    return out.getvalue()


def _face() -> Any:
    """Our own font as the library takes it; its own way leaves the file of the font open."""
    from pyhanko.pdf_utils.font.api import FontEngineFactory
    from pyhanko.pdf_utils.font.opentype import GlyphAccumulator

    class OwnFace(FontEngineFactory):
        """A subset of the font in memory."""

        def create_font_engine(self, writer: Any, obj_stream: Any = None) -> Any:
            data = io.BytesIO(export_path("fonts", REGULAR).read_bytes())
            streams = obj_stream or writer.prepare_object_stream()
            return GlyphAccumulator(writer, font_handle=data, font_size=_SIZE, obj_stream=streams)

    return OwnFace()


def _signed(document: bytes, key: "PaperKey", built_at: Any) -> bytes:
    from asn1crypto import keys, x509
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.text import TextBoxStyle
    from pyhanko.sign import signers
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.stamp import TextStampStyle
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    others = [x509.Certificate.load(one) for one in key.others_der]
    who = signers.SimpleSigner(
        signing_cert=x509.Certificate.load(key.certificate_der), signing_key=keys.PrivateKeyInfo.load(key.key_der),
        cert_registry=SimpleCertificateStore.from_certs(others),  # type: ignore[no-untyped-call]
    )  # fmt: skip
    writer: Any = IncrementalPdfFileWriter(io.BytesIO(document))
    writer._update_meta = lambda *_arguments, **_more: None  # it would write the XMP without our extension schema
    words = _("Signed by %(signer)s") + f"\n{built_at:%Y-%m-%d %H:%M} UTC\nSHA-256 {key.fingerprint[:32]}"
    style = TextStampStyle(
        stamp_text=words, border_width=1, background=None, text_box_style=TextBoxStyle(font=_face(), font_size=_SIZE)
    )
    about = signers.PdfSignatureMetadata(
        field_name=FIELD, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256", reason=_("Authenticity")
    )

    class InUtc(signers.PdfSigner):
        """States the time in UTC: the zone of the machine would tell where it stands."""

        def init_signing_session(self, *arguments: Any, **more: Any) -> Any:
            session = super().init_signing_session(*arguments, **more)
            session.system_time = datetime.now(UTC)
            return session

    maker = InUtc(about, signer=who, stamp_style=style)
    out = maker.sign_pdf(writer, existing_fields_only=True)
    return bytes(out.getbuffer())
