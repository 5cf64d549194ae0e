"""How large files of people may be, and of what kind."""

from __future__ import annotations

import re

# So large a file may be, in bytes.
MAX_UPLOAD_SIZE = 5_000_000

# How the files begin that are taken. What a file's name and its sender say of it proves nothing.
_BEGINNINGS = [
<% if jpeg %>
    rb"\xff\xd8\xff",
<% end %>
<% if png %>
    rb"\x89PNG\r\n\x1a\n",
<% end %>
<% if gif %>
    rb"GIF8[79]a",
<% end %>
<% if webp %>
    rb"RIFF.{4}WEBP",
<% end %>
<% if pdf %>
    rb"%PDF-",
<% end %>
<% if mp4 %>
    rb".{4}ftyp",
<% end %>
<% if zip %>
    rb"PK\x03\x04",
<% end %>
]


def size_of(file) -> int:
    """How large an open file is, in bytes; it is read from its start afterwards."""
    size = file.seek(0, 2)
    file.seek(0)
    return size


def allowed_file(file) -> bool:
    """Whether an open file begins as one of the kinds that are taken does; it is read from its start afterwards."""
    file.seek(0)
    head = file.read(16)
    file.seek(0)
    return any(re.match(beginning, head, re.DOTALL) for beginning in _BEGINNINGS)
