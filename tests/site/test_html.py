"""Every page is valid HTML, as the Nu HTML checker (https://validator.github.io/validator/) sees it."""


def test_every_page_and_mail_is_valid_html(built_site, vnu):
    assert vnu(built_site) == []
