"""Is the signed file the version that was read? The bytes say so, or say that they cannot."""

import pytest
from django.test import Client

from agreements.models import FileUse, SignedCheck, Verdict
from files.models import SignatureReading
from files.services.signatures import read_version
from tests.agreements.test_pages import address, look
from tests.agreements.walk import accepted, of, receive, signed, upload
from tests.cast import Cast
from tests.files.samples import pdf
from tests.files.signing import authority, person
from tests.files.signing import signed as with_signature

pytestmark = pytest.mark.django_db
PAGE = "/projekter/{}/aftaler/databehandleraftale/1/"
RECEIVED = pdf(Title="aftale 1.0.pdf")


def test_an_electronic_signature_stands_behind_the_version_that_was_received(cast: Cast, leader_client: Client) -> None:
    accepted(cast)
    data = with_signature(RECEIVED, person("Lis Holm", authority()))
    signed(cast, upload=upload("underskrevet.pdf", data))
    check = SignedCheck.objects.get()
    assert check.verdict == Verdict.BUILDS_ON
    assert check.received is not None
    assert check.received.name == "aftale 1.0.pdf"
    page = look(leader_client, cast)
    assert "Bygger på version 1.0, byte for byte." in page
    assert "Filens signaturer læses." in page
    file = address(cast, "agreement_file", file=check.signed.file_id)
    assert leader_client.get(file).headers["Refresh"]
    # What was found stands on top, before the form of the next step.
    assert page.index("Bygger på version 1.0") < page.index('id="retur"')
    assert f'<a href="{PAGE.format(cast.slagelse.pk)}">Se igen</a>' in page
    reading = SignatureReading.objects.get(version=check.signed)
    read_version(reading.pk, at=cast.at)
    page = look(leader_client, cast)
    assert page.index("Lis Holm skrev under") < page.index('id="retur"')
    assert ">Se igen</a>" not in page
    assert "Refresh" not in leader_client.get(file).headers


def test_the_unsigned_one_is_said_plainly(cast: Cast, leader_client: Client) -> None:
    accepted(cast)
    signed(cast, upload=upload("underskrevet.pdf", RECEIVED))
    assert "Det er den samme fil som version 1.0, uden underskrift." in look(leader_client, cast)
    # The right one is then a file of its own, not the next version of what was received.
    signed(cast, upload=upload("rigtig.pdf", with_signature(RECEIVED, person("Lis Holm", authority()))))
    assert of(cast).agreement_files.get(use=FileUse.SIGNED).file.versions.count() == 1
    assert "Bygger på version 1.0, byte for byte." in look(leader_client, cast)


def test_an_older_version_is_no_match_for_the_newest(cast: Cast, leader_client: Client) -> None:
    accepted(cast)
    receive(cast, "2.0", ago=1)
    signed(cast, upload=upload("underskrevet.pdf", with_signature(RECEIVED, person("Lis Holm", authority()))))
    assert "Bygger på version 1.0, byte for byte. Det er ikke den nyeste version." in look(leader_client, cast)


def test_a_scan_cannot_be_told(cast: Cast, leader_client: Client) -> None:
    accepted(cast)
    signed(cast, upload=upload("scan.pdf", pdf(pages=2)))
    assert "kan ikke afgøres af filen: se selv efter." in look(leader_client, cast)
    assert SignedCheck.objects.get().received is None
