"""Files made byte by byte for the tests of the reader: honest ones, odd ones and hostile ones."""

import io
import struct
import zipfile
import zlib

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def cell(place: str, value: str = "1", attributes: str = "") -> str:
    return f'<c r="{place}" {attributes}><v>{value}</v></c>'


def row(number: int | str, *cells: str, attributes: str = "") -> str:
    return f'<row r="{number}" {attributes}>{"".join(cells)}</row>'


def worksheet(rows: str, before: str = "", after: str = "", prolog: str = "") -> str:
    return f'{prolog}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def xlsx_parts(*sheets: str, calculation: str = "", strings: str = "", styles: str = "") -> dict[str, str]:
    """The parts of a workbook by name; ``sheets`` are whole worksheet parts."""
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, len(sheets) + 1))
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
        f'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets>{calculation}</workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{related}'
        f'<Relationship Id="s" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        f'<Relationship Id="t" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
    }
    parts |= {f"xl/worksheets/sheet{n}.xml": sheet for n, sheet in enumerate(sheets, 1)}
    if strings:
        parts["xl/sharedStrings.xml"] = strings
    if styles:
        parts["xl/styles.xml"] = styles
    return parts


def packed(parts: dict[str, str] | list[tuple[str, str]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items() if isinstance(parts, dict) else parts:
            package.writestr(name, text)
    return buffer.getvalue()


def xlsx(rows: str, before: str = "", after: str = "", **more: str) -> bytes:
    return packed(xlsx_parts(worksheet(rows, before, after), **more))


def with_forged_size(data: bytes, name: str, claimed: int) -> bytes:
    """The package with another uncompressed size declared for ``name``, in the directory and in front of the part."""
    forged = bytearray(data)
    for mark, size_at, name_at in ((b"PK\x01\x02", 24, 46), (b"PK\x03\x04", 22, 30)):
        at = -1
        while (at := data.find(mark, at + 1)) >= 0:
            if data[at + name_at : at + name_at + len(name)] == name.encode():
                forged[at + size_at : at + size_at + 4] = struct.pack("<L", claimed)
    return bytes(forged)


def overlapping() -> bytes:
    """Two entries that share one compressed body, as in a bomb without nesting."""
    body = zlib.compress(b"<a/>", wbits=-15)
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, 0, len(body), 4, 1, 0)
    entries = b"".join(
        struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, 0, len(body), 4, 1, 0, 0, 0, 0, 0, 0) + name
        for name in (b"a", b"b")
    )
    start = len(local) + 1 + len(body)
    return local + b"a" + body + entries + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 2, 2, len(entries), start, 0)


def with_looping_fat(xls: bytes) -> bytes:
    """The compound file with its workbook stream's first sector pointing at itself."""
    (fat_sector,) = struct.unpack_from("<L", xls, 76)
    (directory,) = struct.unpack_from("<L", xls, 48)
    at = (directory + 1) * 512
    while xls[at : at + 16] != "Workbook".encode("utf-16-le"):
        at += 128
    (start,) = struct.unpack_from("<L", xls, at + 116)
    looping = bytearray(xls)
    struct.pack_into("<L", looping, (fat_sector + 1) * 512 + start * 4, start)
    return bytes(looping)


def docx(table: str) -> bytes:
    body = f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{table}</w:body></w:document>'
    return packed({"[Content_Types].xml": _TYPES, "word/document.xml": body})


def word_cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"
