"""The journey walks the same site, in the same browser, as the tests of the pages."""

from tests.browser.conftest import chromium, sign_in, site

__all__ = ["chromium", "sign_in", "site"]
