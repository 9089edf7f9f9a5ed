"""Writes a publisher's source for a preset: every member set by its name, to a value that no other has.

The list of members is `mapglass-cli layout`'s; what they are called and where they lie is up to the compiler
that reads the header with this source.  A wrong name does not compile, a wrong offset shows another value.
"""

import re

# type -> bits, signed
INTEGERS = {
    "bool": (1, 0), "_Bool": (1, 0), "char": (8, 1), "int8_t": (8, 1), "unsigned char": (8, 0), "uint8_t": (8, 0),
    "int16_t": (16, 1), "uint16_t": (16, 0), "int32_t": (32, 1), "uint32_t": (32, 0), "unsigned int": (32, 0),
    "int64_t": (64, 1), "uint64_t": (64, 0),
}


class Generator:
    def __init__(self, header, lay_out, values):
        """lay_out(type or None): the layout as JSON; values: path -> what a member must have for the others to be shown, in C."""
        self.header, self.lay_out = header, lay_out
        self.values = dict(values)
        self.layouts = {}
        self.lines = []
        # what their text is made of
        self.encodings = dict(re.findall(r"^\s*\w+ (\w+)(?:\[\w+\])+;.*@encoding\((\w+)\)", header.read_text(), re.M))

    def layout(self, name=None):
        if name not in self.layouts:
            self.layouts[name] = self.lay_out(name)
        return self.layouts[name]

    def add_record(self, members, prefix, depth):
        for member, following in zip(members, members[1:] + [{"path": ""}]):
            if not following["path"].startswith(member["path"] + "."):  # else its members come one by one
                self.add_member(prefix + member["path"], member["type"], member["size"], depth)

    def add_member(self, path, type_, size, depth):
        base, dimensions = re.fullmatch(r"(?:volatile |const )*(.*?)((?:\[\d*\])*)", type_).groups()
        counts = [int(count or 0) for count in re.findall(r"\[(\d*)\]", dimensions)]
        if 0 in counts:
            return
        encoding = self.encodings.get(path.split(".")[-1])
        if counts and (base in ("char", "wchar_t") or encoding):
            is_ascii = int(base == "char" and encoding != "cp1252")
            self.add_each(path, counts[:-1], depth, lambda where, _: self.set(
                "TEXT", where, f"next_text ({counts[-1]}, sizeof ({base}), {is_ascii})"))
        elif base == "unsigned char" and counts:
            self.add_each(path, counts[:-1], depth, lambda where, _: self.set(
                "BYTES", where, "(int) next_integer (8, 0)"))
        elif base in INTEGERS:
            bits, signed = INTEGERS[base]
            self.add_each(path, counts, depth, lambda where, _: self.set(
                "INTEGER", where, f"({base}) next_integer ({bits}, {signed})"))
        elif base in ("float", "double"):
            self.add_each(path, counts, depth, lambda where, _: self.set("REAL", where, f"({base}) next_real ()"))
        else:
            members = self.layout(base)["members"]
            self.add_each(path, counts, depth, lambda where, inner: self.add_record(members, where + ".", inner))

    def add_each(self, path, counts, depth, add):
        """A loop for each dimension, whose variable stands in the path's brackets."""
        if not counts:
            add(path, depth)
            return
        self.lines.append(f"for (int i{depth} = 0; i{depth} < {counts[0]}; i{depth}++) {{")
        self.add_each(f"{path}[i{depth}]", counts[1:], depth + 1, add)
        self.lines.append("}")

    def set(self, kind, path, value):
        text = re.sub(r"\[i\d\]", "[%d]", path)
        indices = "".join(f", {index}" for index in re.findall(r"\[(i\d)\]", path))
        self.lines.append(f"SET_{kind} (p->{path}, {self.values.pop(path, value)}, \"{text}\"{indices});")

    def generate(self):
        layout = self.layout()
        self.add_record(layout["members"], "", 0)
        assert not self.values, f"no such members: {self.values}"
        lines = "\n".join(self.lines)
        return f"""#include "publisher.h"

#include "{self.header.name}"

const size_t object_size = sizeof ({layout["type"]});

void
fill_object (void *object)
{{
{layout["type"]} *p = object;

{lines}
}}
"""
