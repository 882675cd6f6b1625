"""Files to sources: what is text is read whatever its encoding, what is none is refused in one line."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.extract.read import MAX_BYTES, MAX_LINE, Unreadable, decode, read, source

TEXT = "一、总体要求\n（一）指导思想。坚持党的领导，〔2021〕33号。\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("gbk"), "gb18030"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
    ],
)
def test_text_is_read_in_the_encoding_it_has(data, encoding):
    assert decode(data) == (TEXT, encoding)


def test_characters_that_gb2312_does_not_have_are_kept():
    assert decode("㼆镕喆·䶮—㎡".encode("gb18030"))[0] == "㼆镕喆·䶮—㎡"


def test_what_a_page_declares_does_not_count():
    page = '<meta charset="gb2312">法治政府'.encode()
    assert decode(page) == (page.decode(), "utf-8")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t \xe3\x80\x80\n", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"PK\x03\x04\x00\x00", "binary"),
        (b"\x89PNG\r\n\x1a\n\x00", "binary"),
        (b"\x80\x81\xff\xff\xfe", "neither UTF-8 nor GB18030"),
        (b"\xff\xfe\x00", "neither UTF-8 nor GB18030"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(data, reason):
    with pytest.raises(Unreadable, match=reason) as refused:
        source("a.txt", data)
    assert "\n" not in str(refused.value)


def test_a_line_no_plan_has_is_refused():
    with pytest.raises(Unreadable, match=r"a line of 1,000,001 characters"):
        source("a.txt", b"a" * (MAX_LINE + 1))
    assert source("a.txt", b"a" * MAX_LINE).text


def test_a_file_is_known_by_its_name_and_the_digest_of_its_bytes(tmp_path):
    file = tmp_path / "某市 方案.txt"
    file.write_bytes(TEXT.encode("gb18030"))
    found = read(file)
    assert (found.name, found.text, found.encoding) == ("某市 方案.txt", TEXT, "gb18030")
    assert found.digest == hashlib.sha256(TEXT.encode("gb18030")).hexdigest()


def test_what_the_system_does_not_open_is_refused(tmp_path):
    with pytest.raises(Unreadable, match="No such file"):
        read(tmp_path / "nothing.txt")
    with pytest.raises(Unreadable, match="directory"):
        read(tmp_path)


def test_a_file_too_large_is_refused_unread(tmp_path):
    file = tmp_path / "large.txt"
    with file.open("wb") as written:
        written.truncate(MAX_BYTES + 1)
    with pytest.raises(Unreadable, match="larger than 64 MB"):
        read(file)


@given(st.binary(max_size=60))
def test_any_bytes_are_text_or_refused(data):
    try:
        found = source("a.txt", data)
    except Unreadable:
        return
    assert found.text.strip()
