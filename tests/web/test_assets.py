"""Browsers keep styles and scripts until they change."""

import gzip
import re

from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.test import Client

from naru.config import settings as product
from naru.web import assets


def test_address_of_a_style_changes_with_what_is_in_it(tmp_path, monkeypatch):
    file = tmp_path / "a.css"
    monkeypatch.setattr(finders, "find", lambda _name: str(file))
    addresses = []
    for text in ("a {}", "b {}", "a {}"):
        file.write_text(text)
        assets._digest.cache_clear()
        addresses.append(static("naru/a.css"))
    assert addresses[0] == addresses[2] != addresses[1]
    assert re.fullmatch(r"/static/naru/a\.css\?v=[0-9a-f]{10}", addresses[0])
    assets._digest.cache_clear()


def test_a_font_has_one_address_in_pages_and_styles():
    assert static("vendor/pretendard/PretendardGOV-Bold.woff2") == "/static/vendor/pretendard/PretendardGOV-Bold.woff2"


def test_every_style_and_script_of_a_page_is_there_under_its_address(db):
    client = Client()
    text = client.get("/account/login/").content.decode()
    found = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js)[^"]*)"', text)
    assert len(found) > 5
    for address in found:
        assert "?v=" in address, address
        assert client.get(address).status_code == 200, address
    assert product.WHITENOISE_MAX_AGE >= 24 * 3600


def test_a_phone_gets_the_packed_copy_and_the_small_fonts():
    client = Client()
    address = static("vendor/krds/css/component/output.css")
    packed = client.get(address, headers={"accept-encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(b"".join(packed)) == b"".join(client.get(address))
    for weight in ("Regular", "Bold"):
        assert int(client.get(static(f"vendor/pretendard/PretendardGOV-{weight}.woff2"))["Content-Length"]) < 400_000
