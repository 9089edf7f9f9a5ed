"""Random declarations in C, and in C++ as far as data goes: every way to lay out a structure."""

import random

PREAMBLE = """\
#ifdef _MSC_VER
#define ALIGN(n) __declspec (align (n))
#else
#define ALIGN(n) __attribute__ ((aligned (n)))
#endif
#ifdef __cplusplus
#define ALIGNAS alignas
#else
#define ALIGNAS _Alignas
#endif
#ifdef __SIZEOF_INT128__
#define INT128 __int128
#else
#define INT128 long long
#endif
#ifdef _WIN32
#define MS_STRUCT
#else
#define MS_STRUCT __attribute__ ((ms_struct))
#endif
enum small { SMALL_A, SMALL_B = 200 };
enum negative { NEGATIVE_A = -1, NEGATIVE_B = 70000 };
enum large { LARGE_A = 1, LARGE_B = 0x123456789 };
enum full { FULL_A = 0xffffffffu };
enum __attribute__ ((packed)) tight { TIGHT_A, TIGHT_B = 3 };
typedef int int_a1 __attribute__ ((aligned (1)));
typedef int int_a8 __attribute__ ((aligned (8)));
typedef long long long_a2 __attribute__ ((aligned (2)));
typedef long long long_a4 __attribute__ ((aligned (4)));
typedef ALIGN (16) double double_a16;
typedef short short_a32 __attribute__ ((aligned (32)));
typedef char char_a2 __attribute__ ((aligned (2)));
typedef int vector8 __attribute__ ((vector_size (8)));
typedef float vector16 __attribute__ ((vector_size (16)));
typedef double vector32 __attribute__ ((vector_size (32)));
typedef void (*callback) (int, ...);
"""

INTEGERS = ["char", "signed char", "unsigned char", "short", "unsigned short", "int", "unsigned", "long",
            "unsigned long int", "long long", "unsigned long long"]
ENUMS = ["enum small", "enum negative", "enum large", "enum full"]
ALIGNED = ["int_a1", "int_a8", "long_a2", "long_a4", "double_a16", "short_a32", "char_a2"]
OVERALIGNED = ["int_a8", "double_a16", "short_a32", "char_a2"]
DISPUTED = ["int_a1", "long_a2", "long_a4", "vector8", "_Atomic (long long)"]
OTHERS = ["float", "double", "long double", "void *", "const char *volatile", "callback", "__WCHAR_TYPE__",
          "__SIZE_TYPE__", "vector8", "vector16", "vector32", "enum tight", "INT128", "unsigned INT128"]
ONLY_C = ["_Bool", "_Complex float", "_Complex double", "_Atomic int", "_Atomic (long long)", "_Atomic (char)"]
# How many bits a bit-field of the type has on every ABI.
WIDTHS = {"char": 8, "signed char": 8, "unsigned char": 8, "short": 16, "unsigned short": 16, "int": 32, "unsigned": 32,
          "long": 32, "unsigned long int": 32, "long long": 64, "unsigned long long": 64, "enum small": 32,
          "enum negative": 32, "enum full": 32, "int_a1": 32, "int_a8": 32, "long_a2": 64, "char_a2": 8}


class Generator:
    def __init__(self, seed, cplusplus=False, agreed=None):
        self.random = random.Random(seed)
        self.cplusplus = cplusplus
        self.agreed = agreed
        self.may_pack = agreed != "mingw"  # by an attribute
        self.records = []  # names that can be members
        self.levels = {}  # how deep they are made of others: more would grow without bounds
        self.level = 0
        self.ms_struct = False
        self.bases = []  # and base classes
        self.count = 0

    def chance(self, probability):
        return self.random.random() < probability

    def pick(self, *weighted):
        return self.random.choices([what for what, _ in weighted], [weight for _, weight in weighted])[0]

    def alignment(self):
        return self.random.choice([1, 2, 4, 8, 16, 32, 64])

    def attributes(self, record=False, may_align=True):
        words = []
        if self.may_pack and self.chance(0.12 if record else 0.06):
            words.append("packed")
        if may_align and self.chance(0.12 if record else 0.08):
            words.append(f"aligned ({self.alignment()})" if self.chance(0.9) else "aligned")
        return f" __attribute__ (({', '.join(words)}))" if words else ""

    def member_name(self):
        self.count += 1
        return f"m{self.count}"

    def scalar(self):
        kinds = [(INTEGERS, 10), (ENUMS, 2), (ALIGNED, 2), (OTHERS, 4)]
        if not self.cplusplus:
            kinds.append((ONLY_C, 2))
        return self.random.choice(self.pick(*kinds))

    def member_type(self):
        if self.records and self.chance(0.25):
            name = self.random.choice(self.records[-12:])
            self.level = max(self.level, self.levels[name] + 1)
            return name
        while (kind := self.scalar()) == "long double" and self.ms_struct:
            pass  # an error to clang where that is no power of two
        return kind

    def plain(self, union):
        prefix = self.pick(("", 92), (f"ALIGN ({self.alignment()}) ", 4), ("ALIGNAS (64) ", 4))
        dimensions = "".join(f"[{self.random.randint(1, 4)}]" for _ in range(self.pick((0, 8), (1, 3), (2, 1))))
        initial = " = 0" if self.cplusplus and not dimensions and not union and self.chance(0.03) else ""
        kind = self.random.choice(INTEGERS) if initial else self.member_type()
        if kind in ALIGNED and self.chance(0.9):
            dimensions = ""
        while (dimensions and kind in OVERALIGNED) or (self.agreed and kind in DISPUTED):
            kind = self.member_type()  # an array of those is an error to gcc
        return f"{prefix}{kind} {self.member_name()}{dimensions}{self.attributes()}{initial};"

    def bitfield(self):
        kinds = [*WIDTHS, *(["_Bool"] if not self.cplusplus else [])]
        kind = self.random.choice([kind for kind in kinds if not (self.agreed and kind in ALIGNED)])
        width = WIDTHS.get(kind, 1)
        name = self.member_name()
        if self.cplusplus and kind.startswith("enum"):
            return f"{kind} {name} : {width};"  # without a name it would be a type for the enumeration
        if self.chance(0.1) and self.agreed != "mingw":
            return f"{kind} : 0;"
        width = self.random.randint(1, width) if self.chance(0.8) else width
        if self.chance(0.12):
            return f"{kind} : {width};"
        if self.agreed:
            return f"{kind} {name} : {width};"
        prefix = f"ALIGN ({self.alignment()}) " if self.chance(0.02) else ""
        return f"{prefix}{kind} {name} : {width}{self.attributes() if self.chance(0.5) else ''};"

    def nested(self, depth):
        tag = self.pick(("struct", 3), ("union", 2))
        body = self.members(depth + 1, tag == "union")
        name = "" if self.chance(0.5) else f" {self.member_name()}"
        if name and self.chance(0.2):
            name += f"[{self.random.randint(1, 3)}]"
        before, after = self.attributes(True), self.attributes(True, not self.agreed)
        return f"{tag}{before} {{ {body} }}{after}{name};"

    def members(self, depth, union=False):
        texts = []
        bitfields = self.chance(0.5) and not (union and self.agreed == "mingw")
        for _ in range(self.random.randint(1, 7 if depth == 0 else 4)):
            if depth < 3 and self.chance(0.12):
                texts.append(self.nested(depth))
            elif bitfields and self.chance(0.6):
                texts.append(self.bitfield())
            else:
                texts.append(self.plain(union))
        if depth == 0 and not union and self.chance(0.04) and not self.cplusplus:
            texts.insert(0, f"char {self.member_name()};")
            texts.append(f"{self.random.choice(INTEGERS)} {self.member_name()}[];")
        return " ".join(texts)

    def class_extras(self, name):
        extras = [f"{name} ()", "int method (int x) const { return x; }", "static const int constant = 3;",
                  "enum class inner : short { one, two };", "private:", "public:", f"~{name} ();", "static int shared;",
                  "typedef int local;", "using other = long;"]
        return " ".join(extra + (";" if not extra.endswith((";", "}", ":")) else "")
                        for extra in self.random.sample(extras, self.random.randint(0, 3)))

    def record(self, index):
        tag = self.pick(("struct", 8), ("union", 2))
        name = f"s{index}"
        pack = self.random.choice([1, 2, 4, 8, 16]) if self.chance(0.3) else 0
        self.level = 0
        self.ms_struct = self.chance(0.06) and not self.cplusplus and not self.agreed
        if self.chance(0.03):
            body = ""
        elif self.chance(0.02) and self.agreed != "mingw":
            body = "int : 0;"
        else:
            body = self.members(0, tag == "union")
        style = " MS_STRUCT" if self.ms_struct else ""
        base = ""
        if self.cplusplus and tag == "struct":
            if self.bases and self.chance(0.5):
                base = self.random.choice(self.bases[-10:])
                self.level = max(self.level, self.levels.get(f"struct {base}", 0))
                base = f" : {self.pick(('', 1), ('public ', 1))}{base}"
            if self.chance(0.5):
                body = f"{self.class_extras(name)} {body}"
        # clang lays out what is used, and only then knows the attributes behind it
        use = f"\nextern char use_{name}[sizeof ({tag} {name}) + 1];"
        before, after = self.attributes(True), self.attributes(True, not self.agreed)
        text = f"{tag}{style}{before} {name}{base} {{ {body} }}{after};{use}"
        if "[];" not in text and self.level < 3:
            self.records.append(f"{tag} {name}")
            self.levels[f"{tag} {name}"] = self.level
            if tag == "struct":
                self.bases.append(name)
        return self.packed(text, pack) if pack else f"{text}\n"

    def packed(self, text, pack):
        """Every form of the pragma, of those that gcc and clang agree on."""
        return self.random.choice([
            f"#pragma pack ({pack})\n{text}\n#pragma pack ()\n",
            f"#pragma pack ({pack})\n{text}\n#pragma pack (0)\n",
            f"#pragma pack (push, {pack})\n{text}\n#pragma pack (pop)\n",
            f"#pragma pack (push)\n#pragma pack ({pack})\n{text}\n#pragma pack (pop)\n",
            f"#pragma pack (push, outer, {pack})\n#pragma pack (push, 1)\n#pragma pack (push, inner, 2)\n"
            f"#pragma pack (pop)\n#pragma pack (pop)\n{text}\n#pragma pack (push, 4)\n#pragma pack (pop, outer)\n",
            f"#pragma pack (push, mark)\n#pragma pack (push, 1)\n#pragma pack (push, 2)\n#pragma pack (pop, mark)\n"
            f"#pragma pack (push, {pack})\n{text}\n#pragma pack (pop)\n",
            f'_Pragma ("pack (push, {pack})")\n{text}\n_Pragma ("pack (pop)")\n',
        ])


def generate(seed, count, cplusplus=False, agreed=None):
    """A file with the structures s0 … s(count-1), each with all that it needs.

    agreed: "linux" leaves out what gcc and clang themselves lay out differently: bit-fields with
    attributes or of a type that a typedef aligns, two `aligned` of one structure, ms_struct; "mingw" also bit-fields in unions and in what
    an attribute packs, and :0."""
    generator = Generator(seed, cplusplus, agreed)
    return PREAMBLE + "".join(generator.record(index) for index in range(count))


if __name__ == "__main__":
    import sys
    print(generate(sys.argv[1], int(sys.argv[2]), len(sys.argv) > 3))
