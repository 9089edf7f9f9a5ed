/* Declarations in C and C++, read and laid out: [ABI, language] and a text in which bytes from 128 on
 * stand for words, so that changing a byte makes other declarations and not only other nonsense.
 * What it includes as "self.h" is the text itself.  Several inputs, with FUZZ_NEXT between them, are
 * files that the last one includes before all.
 *
 * Whatever the text is: what is told of it is valid and has its place in it, what has a layout is
 * consistent, and everything can be printed and found. */

#include "fuzz.h"

#include "core/c-unit.h"
#include "core/error.h"
#include "core/layout.h"

#include <string.h>

#define FIRST_WORD 0x80
#define FIRST_RAW 0xf8 /* bytes that stay what they are: no UTF-8 */

static const char *const words[] = {
  "struct ",
  "union ",
  "enum ",
  "class ",
  "typedef ",
  "unsigned ",
  "char ",
  "short ",
  "int ",
  "long ",
  "float ",
  "double ",
  "_Bool ",
  "void ",
  "const ",
  "volatile ",
  "_Atomic ",
  "_Atomic (int) ",
  "__int128 ",
  "wchar_t ",
  "uint64_t ",
  "DWORD ",
  "HANDLE ",
  "s ",
  "t ",
  "e ",
  "x",
  "y",
  "n",
  "*",
  "**",
  "(*",
  ")(int, ...)",
  "[3]",
  "[2][4]",
  "[]",
  "[0]",
  "[n]",
  " : 3",
  " : 0",
  " : 17",
  " : 64",
  ";\n",
  ", ",
  "{\n",
  "}\n",
  "};\n",
  "} q;\n",
  "} q[2];\n",
  " = 1",
  " = -1",
  " = 0xffffffffff",
  "sizeof (",
  "_Alignof (",
  "offsetof (struct s, ",
  ")",
  "(",
  "0",
  "1",
  "1.5e3f",
  "0x7fffffff",
  "4096",
  "18446744073709551615",
  "1ULL << 40",
  " ? 1 : 2",
  " + ",
  " << ",
  " / ",
  " % ",
  "-",
  "~",
  "!",
  "__attribute__ ((packed)) ",
  "__attribute__ ((aligned (16))) ",
  "__attribute__ ((aligned)) ",
  "__attribute__ ((vector_size (16))) ",
  "__attribute__ ((ms_struct)) ",
  "__declspec (align (32)) ",
  "alignas (8) ",
  "_Alignas (double) ",
  "#pragma pack (push, 1)\n",
  "#pragma pack (pop)\n",
  "#pragma pack (2)\n",
  "#pragma pack ()\n",
  "#pragma pack (push, l, 4)\n",
  "\n#define M ",
  "\n#define F(a, ...) ",
  "\n#define n ",
  " a ## a ",
  "#a ",
  "__VA_ARGS__ ",
  "F (",
  "M ",
  "\n#if ",
  "\n#elif ",
  "\n#else\n",
  "\n#endif\n",
  "\n#ifdef M\n",
  "\n#ifndef M\n",
  "defined (M)",
  "__has_include (\"self.h\")",
  "\n#include \"self.h\"\n",
  "\n#include <missing.h>\n",
  "\n#include_next \"self.h\"\n",
  "\n#pragma once\n",
  "_Static_assert (",
  "namespace ",
  "using ",
  "template <class T> ",
  "virtual ",
  "public: ",
  "enum class ",
  " : public s ",
  "::",
  "static constexpr ",
  "extern \"C\" ",
  "operator ",
  " //@ count(n)\n",
  "/*@ unit(m) */",
  "typeof (",
};
G_STATIC_ASSERT (G_N_ELEMENTS (words) == FIRST_RAW - FIRST_WORD);

const char *const fuzz_seeds[] = {
  "00struct s { int n; struct { char x; union { int i; float f; }; } in; struct p { short s; } q[3]; "
  "unsigned b:3; };",
  "11#pragma pack(push,1)\ntypedef struct s { char a; unsigned b:20, c:20; int :0; double d[2][3]; } t;\n"
  "#pragma pack(pop)\nt x; struct u { t t; void (*f)(t *, int); };",
  "20#define F(a, ...) a ## n[sizeof (#a __VA_ARGS__)]\n#define M F (x, 1, (2, 3)) F\nstruct s { char M (y); "
  "};\n#undef M\n",
  "32class s { public: enum class e : short { a, b = 5 }; e x = e::a; static constexpr int n = 3; int y[n]; "
  "s (); };\n"
  "namespace a::b { struct t : s { long z; }; } using u = a::b::t; using namespace a; struct v { b::t t; };",
  "40#ifndef G\n#define G 1\n#if defined (G) && G + 1 == 2 && !defined M\n#include \"self.h\"\nenum e { A, B "
  "= A + 4, C = 1ULL << 40 };"
  "\nstruct s { enum e e : 3; char c[B * 2 - 1]; };\n#else\n#error no\n#endif\n#endif\n",
  "53union LARGE { struct { DWORD lo; LONG hi; }; LONGLONG q; } __attribute__ ((packed, aligned (4)));\n"
  "typedef struct _R { TCHAR t[MAX_PATH]; GUID g; HANDLE h; UINT :5; UINT u:7; } R, *PR;",
  "60struct s { uint32_t n; //@ unit(ms)\n  /*@ count(n) */\n  _Alignas (16) char d[]; };\n_Static_assert "
  "(sizeof (struct s) == 16, \"x\");\n"
  "_Static_assert (offsetof (struct s, d) % _Alignof (struct s) == 0 ? 1 : -1, \"y\");",
  "01struct s { int a; struct s *next; int (*(*f[2])(char))[3]; virtual int x; };\nstruct t { struct s s; } "
  "t",
  NULL,
};

static void
free_text (gpointer text)
{
  g_string_free (text, TRUE);
}

static GString *
new_text (const guint8 *data, gsize size)
{
  GString *text = g_string_sized_new (size);

  for (gsize i = 0; i < size; i++)
    if (data[i] >= FIRST_WORD && data[i] < FIRST_RAW)
      g_string_append (text, words[data[i] - FIRST_WORD]);
    else
      g_string_append_c (text, (char) data[i]);
  return text;
}

typedef struct
{
  GPtrArray *texts; /* of GString */
  guint last;       /* that was included: "self.h" */
} Files;

static char *
read_cb (const char *path, gsize *length, gpointer data, GError **error)
{
  Files *files = data;
  g_autofree char *name = g_path_get_basename (path);
  const GString *text;

  if (g_ascii_isdigit (name[0]) && strcmp (name + 1, ".h") == 0)
    files->last = MIN ((guint) (name[0] - '0'), files->texts->len - 1);
  else if (strcmp (name, "self.h") != 0)
    {
      mg_set_error (error, MG_ERROR_NOT_FOUND, NULL, "no");
      return NULL;
    }
  text = files->texts->pdata[files->last];
  *length = text->len;
  return g_memdup2 (text->str, text->len + 1);
}

/* The record that is gone through, and a bound for what it takes. */
typedef struct
{
  guint64 n_bits;
} Bounds;

static void
check_member_cb (const MgLayoutMember *entry, gpointer data)
{
  const Bounds *bounds = data;
  const MgCMember *member = entry->member;
  guint64 n_bits = member->is_bitfield ? member->bit_size
                   : member->type->actual->unbounded ? 0 : mg_c_type_get_size (member->type) * 8;

  g_assert (*entry->path != '\0');
  g_assert (n_bits <= bounds->n_bits && entry->bit_offset <= bounds->n_bits - n_bits);
  g_assert (member->is_bitfield || entry->bit_offset % 8 == 0);
}

static void
check_type (const MgCType *type)
{
  g_autofree char *text = mg_c_type_dup_text (type);
  guint32 align = mg_c_type_get_align (type);
  Bounds bounds;

  g_assert (*text != '\0');
  if (!mg_c_type_is_complete (type))
    return;
  bounds.n_bits = mg_c_type_get_size (type) * 8;
  g_assert (mg_c_type_get_size (type) <= MG_C_MAX_SIZE);
  g_assert (align > 0 && (align & (align - 1)) == 0);
  mg_layout_foreach (type, check_member_cb, &bounds, NULL);
}

static void
check_diagnostic (const MgCDiagnostic *diagnostic)
{
  g_assert (g_utf8_validate (diagnostic->message, -1, NULL) && *diagnostic->message != '\0');
  g_assert (g_utf8_validate (diagnostic->text, -1, NULL));
  g_assert ((diagnostic->line == 0) == (diagnostic->file == NULL));
  g_assert (diagnostic->line == 0 || (diagnostic->column > 0 && diagnostic->length > 0));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const char *const include_path[] = { "a", "b", NULL };
  const char *const defines[] = { "D", "E=3", NULL };
  gsize n_abis;
  const MgAbi *abis = mg_abi_get_all (&n_abis);
  g_autoptr (MgCUnit) unit = NULL;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (free_text);
  g_autoptr (GString) main_text = g_string_new (NULL);
  MgCOptions options = { .include_path = include_path, .defines = defines, .read = read_cb };
  const MgCDiagnostic *const *diagnostics;
  const MgCDeclaration *declarations;
  guint n_diagnostics, n_declarations, n_errors = 0;
  guint choice = 0;
  Files files = { texts, 0 };

  for (const guint8 *one = data, *end = data + size; one < end && texts->len < 10;)
    {
      const guint8 *next = memchr (one, FUZZ_NEXT, (gsize) (end - one));
      gsize length = (gsize) ((next != NULL ? next : end) - one);

      if (length >= 2)
        {
          choice += one[0] + 7u * one[1] + (guint) length / 16;
          g_ptr_array_add (texts, new_text (one + 2, length - 2));
        }
      one += length + 1;
    }
  if (texts->len == 0)
    return 0;
  options.abi = &abis[choice % n_abis];
  /* AUTO seldom: it reads twice */
  options.language = choice / n_abis % 8 == 0   ? MG_C_LANGUAGE_AUTO
                     : choice / n_abis % 2 == 0 ? MG_C_LANGUAGE_C
                                                : MG_C_LANGUAGE_CPLUSPLUS;
  for (guint i = 0; i + 1 < texts->len; i++)
    g_string_append_printf (main_text, "#include \"%u.h\"\n", i);
  files.last = texts->len - 1;
  g_string_append_len (main_text, ((GString *) texts->pdata[files.last])->str,
                       (gssize) ((GString *) texts->pdata[files.last])->len);
  options.read_data = &files;
  unit = mg_c_unit_new ("main.h", main_text->str, main_text->len, &options);

  diagnostics = mg_c_unit_get_diagnostics (unit, &n_diagnostics);
  for (guint i = 0; i < n_diagnostics; i++)
    {
      check_diagnostic (diagnostics[i]);
      n_errors += diagnostics[i]->severity == MG_C_ERROR;
    }
  g_assert (n_errors == mg_c_unit_get_n_errors (unit));
  declarations = mg_c_unit_get_declarations (unit, &n_declarations);
  for (guint i = 0; i < n_declarations; i++)
    {
      g_autoptr (GError) error = NULL;

      check_type (declarations[i].type);
      if (mg_c_unit_find_type (unit, declarations[i].name, &error) == NULL)
        g_assert (error->code == MG_ERROR_INVALID);
    }
  mg_c_unit_find_type (unit, NULL, NULL);
  return 0;
}
