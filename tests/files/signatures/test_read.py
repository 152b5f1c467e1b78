"""What is read from a PDF that was signed, and from one that was changed after it was signed."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

import pytest
from pikepdf import Encryption
from pyhanko.sign.fields import MDPPerm

from files.signatures import words
from files.signatures.certificates import roots_in
from files.signatures.facts import Changed, Kind, SignatureFact, State, TimeFrom, Trust, Unreadable
from files.signatures.read import read_signatures
from tests.files import samples
from tests.files.signatures import updates as u
from tests.files.signing import NOW, YEAR, Holder, authority, away, person, seal, server, signed, stamping, time_stamped

ROOT = authority()
OTHER_ROOT = authority("En anden CA")
ANNA = person("Anna Jensen", ROOT, serial="CPR:010170-1234")
BO = person("Bo Holm", ROOT)
CLOCK = stamping("Tiden A/S", ROOT)
BOX = (50, 100, 250, 160)


def read(pdf: bytes, roots: tuple[Holder, ...] = (ROOT,)) -> list[SignatureFact]:
    return away(read_signatures)(BytesIO(pdf), roots=[root.as_root for root in roots], at=NOW)


def by_anna(**about: bool) -> bytes:
    return signed(u.agreement(**about), ANNA)


def test_a_signed_file_says_by_whom_when_and_that_nothing_changed() -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    (fact,) = read(by_anna())
    assert (fact.signer, fact.issuer, fact.kind) == ("Anna Jensen", "Prøve CA", Kind.SIGNATURE)
    assert (fact.intact, fact.covers_whole, fact.changed_after) == (True, True, Changed.NOTHING)
    assert fact.trust is Trust.TRUSTED
    assert fact.signed_at is not None
    assert before <= fact.signed_at <= datetime.now(UTC)
    assert fact.time_from is TimeFrom.SIGNER
    assert SignatureFact.from_plain(fact.as_plain()) == fact


def test_the_second_signature_does_not_break_the_first() -> None:
    first, second = read(signed(by_anna(), BO, field="Underskrift2", box=BOX))
    assert (first.signer, first.state, first.changed_after) == ("Anna Jensen", State.INTACT, Changed.SIGNATURES)
    assert (second.signer, second.state, second.changed_after) == ("Bo Holm", State.INTACT, Changed.NOTHING)
    assert (first.covers_whole, second.covers_whole) == (False, True)


AFTER: list[tuple[str, Callable[[], bytes], Changed]] = [
    ("metadata", lambda: u.updated(by_anna(), u.metadata), Changed.UPKEEP),
    ("an empty line at the end", lambda: by_anna() + b"\r\n", Changed.NOTHING),
    ("an unseen field to sign in", lambda: u.updated(by_anna(), u.empty_field), Changed.UPKEEP),
    ("a field filled in", lambda: u.updated(by_anna(text_field=True), u.filled_in), Changed.FORM),
    ("a time stamp", lambda: time_stamped(by_anna(), CLOCK), Changed.SIGNATURES),
    ("a page more", lambda: u.updated(by_anna(), u.a_page_more), Changed.CONTENT),
    ("a page more, then metadata", lambda: u.updated(by_anna(), u.a_page_more, u.metadata), Changed.CONTENT),
    (
        "a page, then a signature",
        lambda: signed(u.updated(by_anna(), u.a_page_more), BO, field="B"),
        Changed.CONTENT,
    ),
    ("replace: the text", lambda: u.updated(by_anna(), u.other_text), Changed.CONTENT),
    ("replace: the page's stream", lambda: u.updated(by_anna(), u.other_page_content), Changed.CONTENT),
    ("replace: the letters", lambda: u.updated(by_anna(), u.other_font), Changed.CONTENT),
    ("hide: what lay over", lambda: u.updated(by_anna(hidden=True), u.uncovered), Changed.CONTENT),
    ("hide and replace: the catalogue", lambda: u.updated(by_anna(), u.other_catalogue), Changed.CONTENT),
    ("changed and changed back", lambda: u.updated(by_anna(hidden=True), u.uncovered, u.metadata), Changed.CONTENT),
    ("text drawn over", lambda: u.updated(by_anna(), u.text_drawn_over), Changed.CONTENT),
    ("a note laid over", lambda: u.updated(by_anna(), u.note_laid_over), Changed.CONTENT),
    ("a field's look laid over", lambda: u.updated(by_anna(), u.empty_field_over_all), Changed.CONTENT),
    ("a signature laid over", lambda: signed(by_anna(), BO, field="B", box=(0, 0, 595, 842)), Changed.CONTENT),
    ("objects without a table", lambda: by_anna() + b"4 0 obj\n<</Length 0>>\nendobj\n", Changed.CONTENT),
]


@pytest.mark.parametrize(("make", "changed"), [row[1:] for row in AFTER], ids=[row[0] for row in AFTER])
def test_what_came_after_the_signature(make: Callable[[], bytes], changed: Changed) -> None:
    fact = next(fact for fact in read(make()) if fact.signer == "Anna Jensen")
    assert fact.intact
    assert fact.changed_after is changed
    assert not fact.covers_whole


@pytest.mark.parametrize(
    ("certify", "after", "changed"),
    [
        (MDPPerm.FILL_FORMS, u.filled_in, Changed.FORM),
        (MDPPerm.NO_CHANGES, u.filled_in, Changed.CONTENT),
        (MDPPerm.FILL_FORMS, u.a_page_more, Changed.CONTENT),
        (MDPPerm.ANNOTATE, u.note_laid_over, Changed.CONTENT),
    ],
)
def test_a_certified_file_says_itself_what_may_come_after(certify: MDPPerm, after: u.Update, changed: Changed) -> None:
    (fact,) = read(u.updated(signed(u.agreement(text_field=True), ANNA, certify=certify), after))
    assert fact.changed_after is changed


def test_a_certified_file_that_forbids_all_is_changed_by_a_second_signature() -> None:
    first, _ = read(signed(signed(u.agreement(), ANNA, certify=MDPPerm.NO_CHANGES), BO, field="B"))
    assert first.state is State.CHANGED


def test_bytes_altered_under_the_signature_break_it() -> None:
    (fact,) = read(by_anna().replace(b"100 kr", b"900 kr"))
    assert (fact.intact, fact.state) == (False, State.BROKEN)


def test_a_signature_that_leaves_out_more_than_itself_does_not_cover_the_file() -> None:
    pdf = by_anna()
    start = pdf.index(b"/ByteRange")
    numbers = pdf[pdf.index(b"[", start) + 1 : pdf.index(b"]", start)].split()
    resumes, length = int(numbers[2]), int(numbers[3])
    moved = f"{numbers[0].decode()} {numbers[1].decode()} {resumes - 8} {length}".encode()
    forged = pdf.replace(b" ".join(numbers), moved.ljust(len(b" ".join(numbers))))
    assert forged != pdf
    (fact,) = read(forged)
    assert not fact.covers_whole
    assert fact.state in {State.BROKEN, State.CHANGED}


def test_a_file_written_anew_with_a_page_more_is_broken() -> None:
    (fact,) = read(u.rewritten_with_a_page(by_anna()))
    assert fact.state in {State.BROKEN, State.UNREADABLE}


@pytest.mark.parametrize(
    ("who", "roots", "trust"),
    [
        (ANNA, (ROOT,), Trust.TRUSTED),
        (ANNA, (OTHER_ROOT, ROOT), Trust.TRUSTED),
        (ANNA, (), Trust.NOT_CHECKED),
        (ANNA, (OTHER_ROOT,), Trust.NOT_CHECKED),
        (person("Gammel", ROOT, since=NOW - 2 * YEAR, until=NOW - YEAR), (ROOT,), Trust.EXPIRED),
        (person("Ny", ROOT, since=NOW + YEAR, until=NOW + 2 * YEAR), (ROOT,), Trust.EXPIRED),
        (person("Gammel", ROOT, since=NOW - 2 * YEAR, until=NOW - YEAR), (), Trust.EXPIRED),
        (seal("Firma A/S", ROOT), (ROOT,), Trust.TRUSTED),
        (server("www", ROOT), (ROOT,), Trust.WRONG),
    ],
)
def test_who_vouches_for_the_signer(who: Holder, roots: tuple[Holder, ...], trust: Trust) -> None:
    (fact,) = read(signed(u.agreement(), who), roots)
    assert fact.intact
    assert fact.trust is trust


def test_a_name_like_the_roots_does_not_make_it_the_root() -> None:
    (fact,) = read(signed(u.agreement(), person("Anna Jensen", authority())))
    assert fact.trust is Trust.NOT_CHECKED


def test_an_old_method_is_not_trusted() -> None:
    (fact,) = read(signed(u.agreement(), ANNA, digest="sha1"))
    assert fact.trust is Trust.WEAK


@pytest.mark.parametrize(
    ("roots", "said_by"), [((ROOT,), TimeFrom.STAMP), ((), TimeFrom.SIGNER)], ids=["known", "unknown"]
)
def test_a_time_is_a_stamps_only_when_its_issuer_is_known(roots: tuple[Holder, ...], said_by: TimeFrom) -> None:
    (fact,) = read(signed(u.agreement(), ANNA, stamp=CLOCK), roots)
    assert fact.time_from is said_by
    assert fact.state is State.INTACT


def test_a_time_stamp_on_the_document_is_no_signature() -> None:
    facts = read(time_stamped(u.agreement(), CLOCK))
    assert [(fact.kind, fact.signer, fact.time_from) for fact in facts] == [
        (Kind.TIMESTAMP, "Tiden A/S", TimeFrom.STAMP)
    ]
    assert words.verdict_of(facts).state is State.NONE


@pytest.mark.parametrize("pdf", [u.agreement(), u.updated(u.agreement(), u.empty_field)], ids=["plain", "empty field"])
def test_a_file_that_nobody_signed_has_no_signatures(pdf: bytes) -> None:
    assert read(pdf) == []


def test_a_signature_in_an_unknown_form_is_said_to_be_there() -> None:
    (fact,) = read(by_anna().replace(b"/adbe.pkcs7.detached", b"/adbe.x509.rsa_sha1 "))
    assert fact.state is State.UNREADABLE


DEEP = b"%PDF-1.7\n1 0 obj\n" + b"[" * 100_000 + b"\nstartxref\n9\n%%EOF"
PAGELESS = by_anna().replace(b"/Pages", b"/Sider")


@pytest.mark.parametrize(
    "pdf",
    [
        b"",
        b"%PDF-1.7",
        b"hej",
        by_anna()[:-400],
        DEEP,
        PAGELESS,
    ],
    ids=["empty", "header", "text", "cut", "deep", "no pages"],
)
def test_what_cannot_be_read_is_said_so(pdf: bytes) -> None:
    with pytest.raises(Unreadable):
        read(pdf)


def test_a_locked_file_is_not_read() -> None:
    with pytest.raises(Unreadable):
        read(samples.pdf(locked=Encryption(owner="a", user="b")))


def test_a_name_is_shown_without_serial_number_and_signs_that_turn_the_text() -> None:
    (fact,) = read(signed(u.agreement(), person("An\u202ena\x00 " + "x" * 50, ROOT, serial="CPR:010170-1234")))
    assert fact.signer == "An na " + "x" * 50


def test_the_roots_are_the_certificates_in_a_folder(tmp_path) -> None:
    (tmp_path / "a.pem").write_bytes(ROOT.pem + OTHER_ROOT.pem)
    (tmp_path / "læs mig.txt").write_text("nej")
    assert [root.dump() for root in roots_in(tmp_path)] == [ROOT.as_root.dump(), OTHER_ROOT.as_root.dump()]
    (tmp_path / "b.cer").write_bytes(b"nej")
    with pytest.raises(ValueError, match=r".+"):
        roots_in(tmp_path)
