"""Forms are read in both encodings that browsers send."""

from hypothesis import given
from hypothesis import strategies as st

from commands.preview.forms import Field, fields_of

MULTIPART = (
    "--cut\r\n"
    'Content-Disposition: form-data; name="story"\r\n\r\n'
    "Not another review, n’est-ce pas?\r\n"
    "--cut\r\n"
    'Content-Disposition: form-data; name="photo"; filename="me.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    "12345\r\n"
    "--cut--\r\n"
)


def test_an_ordinary_form():
    body = b"email=ben%40example.org&frequency=weekly&empty="
    assert fields_of("application/x-www-form-urlencoded", body) == [
        Field("email", "ben@example.org"),
        Field("frequency", "weekly"),
        Field("empty", ""),
    ]


def test_a_form_with_a_file_gives_the_file_s_name_and_size():
    assert fields_of("multipart/form-data; boundary=cut", MULTIPART.encode()) == [
        Field("story", "Not another review, n’est-ce pas?"),
        Field("photo", "me.jpg, 5 bytes"),
    ]


@given(st.text(alphabet=st.characters(codec="latin-1"), max_size=60), st.binary(max_size=300))
def test_anything_at_all_can_be_sent(kind, body):
    for content_type in (kind, f"multipart/form-data; {kind}"):
        fields = fields_of(content_type, body)
        assert all(isinstance(field.value, str) for field in fields)
