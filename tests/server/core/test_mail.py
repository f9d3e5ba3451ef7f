import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.core.mail import MailServer, is_mail_address, mail_server, sender


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", MailServer("mail.example", 587, is_tls=False)),
        ("smtps://mail.example", MailServer("mail.example", 465, is_tls=True)),
        (
            "smtps://shop%40kadaka:p%3Aa%2Fss@mail.example:2465",
            MailServer("mail.example", 2465, is_tls=True, user="shop@kadaka", password="p:a/ss"),
        ),
    ],
)
def test_it_reads_an_address_of_a_server(url: str, server: MailServer) -> None:
    assert mail_server(url) == server


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://", "smtp://h:x"])
def test_it_says_what_an_address_must_look_like(url: str) -> None:
    with pytest.raises(ValueError, match=r"must be such as|no number"):
        mail_server(url)


def test_it_shows_no_password() -> None:
    assert "secret" not in repr(mail_server("smtp://a:secret@mail.example"))


@pytest.mark.parametrize("text", ["jaan@example.com", "a.b+c@sub.example.co", "x@localhost"])
def test_it_knows_an_address(text: str) -> None:
    assert is_mail_address(text)


@pytest.mark.parametrize(
    "text",
    ["", "jaan", "a@b@c", "a b@c.example", "a@b\r\nBcc: c@d", "a@b,c@d", "<a@b>", "a@" + "b" * 300],
)
def test_it_knows_what_is_none(text: str) -> None:
    assert not is_mail_address(text)


@given(st.text(max_size=60))
def test_it_takes_whatever_text(text: str) -> None:
    if is_mail_address(text):
        assert text.isascii()
        assert text.isprintable()
        assert text.count("@") == 1


def test_it_reads_a_sender() -> None:
    assert str(sender("Kadaka Pood <help@kadaka.example>")) == "Kadaka Pood <help@kadaka.example>"
    assert sender("help@kadaka.example").addr_spec == "help@kadaka.example"
    with pytest.raises(ValueError, match="is not such as"):
        sender("Kadaka Pood")
