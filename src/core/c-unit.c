#include "config.h"

#include "core/c-unit.h"

#include "core/builtin-headers.h"
#include "core/c-parse.h"
#include "core/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _MgCUnit
{
  gatomicrefcount n_references;
  const MgAbi *abi;
  gboolean cplusplus;
  MgCSource *source;     /* owns all that types are made of */
  const MgCFile *main_file; /* (nullable): it was too large */
  GArray *declarations;  /* of MgCDeclaration */
  GHashTable *types;     /* "struct p", "p" → MgCType */
  GHashTable *built_in;  /* the same of those that no file declares */
  GHashTable *constants; /* "n" → MgCEntity */
  const MgCType *scalars[MG_N_SCALARS];
};

/* --- Reading --- */

static void
parser_init (MgCParser *parser, MgCSource *source, const MgCPreprocessorOptions *options)
{
  memset (parser, 0, sizeof *parser);
  parser->source = source;
  parser->preprocessor = mg_c_preprocessor_new (source, options);
  parser->abi = options->abi;
  parser->cplusplus = options->cplusplus;
  for (guint i = 0; i < MG_N_SCALARS; i++)
    parser->scalars[i] = mg_c_type_new_scalar (source->arena, options->abi, (MgScalar) i);
  parser->ahead = g_array_new (FALSE, FALSE, sizeof (MgCToken));
  parser->packs = g_array_new (FALSE, FALSE, sizeof (MgCPack));
  parser->names = mg_c_names_new (source->arena);
  parser->ms_struct = -1;
  parser->declarations = g_array_new (FALSE, FALSE, sizeof (MgCDeclaration));
  parser->unknown = g_ptr_array_new ();
  parser->unknown_set = g_hash_table_new (NULL, NULL);
}

static void
parser_clear (MgCParser *parser)
{
  mg_c_preprocessor_free (parser->preprocessor);
  mg_c_names_free (parser->names);
  g_array_unref (parser->ahead);
  g_array_unref (parser->packs);
  g_ptr_array_unref (parser->unknown);
  g_hash_table_unref (parser->unknown_set);
}

/* What is known without a header, in the scope around that of the file. */
static void
parse_prelude (MgCParser *parser)
{
  g_autoptr (GBytes) bytes = g_resource_lookup_data (mg_builtin_get_resource (),
                                                    "/io/github/mapglass/include/prelude.h",
                                                    G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  MgCScope *outer = mg_c_scope_new (parser->names, NULL, NULL);
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  parser->global = mg_c_scope_new (parser->names, outer, NULL);
  parser->scope = outer;
  parser->in_prelude = TRUE;
  mg_c_preprocessor_push (parser->preprocessor,
                          mg_c_source_add (parser->source, "<built-in>", text, length, 0));
  mg_c_parse_file (parser);
  parser->in_prelude = FALSE;
  parser->scope = parser->global;
  if (parser->cplusplus)
    {
      MgCSymbol *std = mg_c_symbols_get (parser->source->symbols, "std", 3);

      mg_c_scope_add (parser->names, outer, MG_C_ENTITY_NAMESPACE, std, 0)->inside = outer;
    }
}

/* One warning for each header that is missing; the last names what they may leave unknown. */
static void
report_missing (MgCParser *parser)
{
  const GArray *missing = mg_c_preprocessor_get_missing (parser->preprocessor);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < parser->unknown->len && i < MG_C_MAX_ERRORS; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            ((MgCSymbol *) parser->unknown->pdata[i])->text);
  for (guint i = 0; i < missing->len; i++)
    {
      const MgCMissing *one = &g_array_index (missing, MgCMissing, i);

      if (names->len > 0)
        mg_c_report (parser->source, MG_C_WARNING, one->place, one->length, NULL, NULL,
                     _ ("%s was not found; not known without it: %s"), one->name, names->str);
      else
        mg_c_report (parser->source, MG_C_WARNING, one->place, one->length, NULL, NULL,
                     _ ("%s was not found; nothing that is used here is unknown without it"), one->name);
    }
}

/* Names that are asked for when the unit is made. */
static void
keep_name_cb (const MgCEntity *entity, gpointer data)
{
  MgCUnit *unit = data;
  const char *scope = entity->scope->name;
  char *name = scope != NULL ? g_strdup_printf ("%s::%s", scope, entity->symbol->text)
                             : g_strdup (entity->symbol->text);

  if (entity->kind == MG_C_ENTITY_CONSTANT || entity->kind == MG_C_ENTITY_VARIABLE)
    g_hash_table_replace (unit->constants, name, (gpointer) entity);
  else if (entity->kind == MG_C_ENTITY_TYPE)
    g_hash_table_replace (unit->built_in, name, entity->type);
  else
    g_free (name);
}

static MgCUnit *
parse (const char *name, const char *text, gsize length, const MgCOptions *options,
       gboolean cplusplus, gboolean *saw_cplusplus)
{
  const MgCPreprocessorOptions preprocessor_options = {
    .abi = options->abi,
    .cplusplus = cplusplus,
    .include_path = options->include_path,
    .defines = options->defines,
    .read = options->read,
    .read_data = options->read_data,
  };
  MgCUnit *unit = g_new0 (MgCUnit, 1);
  MgCParser parser;
  MgCFile *file;

  g_atomic_ref_count_init (&unit->n_references);
  unit->abi = options->abi;
  unit->cplusplus = cplusplus;
  unit->source = mg_c_source_new ();
  parser_init (&parser, unit->source, &preprocessor_options);
  unit->declarations = parser.declarations;
  parse_prelude (&parser);
  file = mg_c_source_add (unit->source, name, text, length, 0);
  if (file != NULL)
    {
      file->included = TRUE;
      unit->main_file = file;
      parser.pack = parser.default_pack = options->pack;
      parser.main_start = file->start;
      parser.main_end = file->start + file->length + 1;
      mg_c_preprocessor_push (parser.preprocessor, file);
      mg_c_parse_file (&parser);
    }
  report_missing (&parser);
  memcpy (unit->scalars, parser.scalars, sizeof unit->scalars);
  unit->constants = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  unit->built_in = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  mg_c_names_foreach (parser.names, keep_name_cb, unit);
  *saw_cplusplus = parser.saw_cplusplus;
  parser_clear (&parser);
  return unit;
}

static gboolean
has_suffix (const char *name, const char *const *suffixes)
{
  for (guint i = 0; suffixes[i] != NULL; i++)
    if (g_str_has_suffix (name, suffixes[i]))
      return TRUE;
  return FALSE;
}

static MgCLanguage
guess_language (const char *name)
{
  static const char *const cplusplus[] = { ".hpp", ".hh", ".hxx", ".h++", ".H",
                                           ".cpp", ".cc", ".cxx", ".C",   NULL };
  static const char *const c[] = { ".c", NULL };

  return has_suffix (name, cplusplus) ? MG_C_LANGUAGE_CPLUSPLUS
         : has_suffix (name, c) ? MG_C_LANGUAGE_C : MG_C_LANGUAGE_AUTO;
}

/* How far it was understood: the line of the first error. */
static guint
get_first_error (const MgCUnit *unit)
{
  for (guint i = 0; i < unit->source->diagnostics->len; i++)
    {
      const MgCDiagnostic *diagnostic = unit->source->diagnostics->pdata[i];

      if (diagnostic->severity == MG_C_ERROR)
        return diagnostic->line;
    }
  return G_MAXUINT;
}

static void
index_types (MgCUnit *unit)
{
  unit->types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < unit->declarations->len; i++)
    {
      const MgCDeclaration *declaration = &g_array_index (unit->declarations, MgCDeclaration, i);

      if (declaration->type->kind != MG_C_TYPEDEF)
        {
          g_hash_table_replace (unit->types, mg_c_type_dup_text (declaration->type),
                                (gpointer) declaration->type);
          /* a typedef of that name is what the name alone means */
          if (g_hash_table_contains (unit->types, declaration->name))
            continue;
        }
      g_hash_table_replace (unit->types, g_strdup (declaration->name), (gpointer) declaration->type);
    }
}

MgCUnit *
mg_c_unit_new (const char *name, const char *text, gsize length, const MgCOptions *options)
{
  MgCLanguage language = options->language != MG_C_LANGUAGE_AUTO ? options->language : guess_language (name);
  gboolean saw_cplusplus;
  MgCUnit *unit;

  g_return_val_if_fail (options->abi != NULL, NULL);
  unit = parse (name, text, length, options, language == MG_C_LANGUAGE_CPLUSPLUS, &saw_cplusplus);
  if (language == MG_C_LANGUAGE_AUTO && (saw_cplusplus || unit->source->n_errors > 0))
    {
      gboolean again;
      MgCUnit *other = parse (name, text, length, options, TRUE, &again);

      if (saw_cplusplus || other->source->n_errors == 0
          || get_first_error (other) > get_first_error (unit))
        {
          mg_c_unit_unref (unit);
          unit = other;
        }
      else
        mg_c_unit_unref (other);
    }
  index_types (unit);
  return unit;
}

/* --- As one text --- */

typedef struct
{
  const GArray *inclusions;
  guint next;
  GString *text;
  gsize max;
} Flat;

/* The # of an #include stays, and means nothing. */
static void
append_file (Flat *flat, const MgCFile *file, guint depth)
{
  guint32 at = 0;

  while (flat->next < flat->inclusions->len && flat->text->len <= flat->max)
    {
      const MgCInclusion *inclusion = &g_array_index (flat->inclusions, MgCInclusion, flat->next);

      if (inclusion->depth < depth)
        break;
      flat->next++;
      g_string_append_len (flat->text, file->text + at, inclusion->start - at);
      g_string_append_c (flat->text, '\n');
      if (inclusion->file != NULL)
        append_file (flat, inclusion->file, depth + 1);
      if (flat->text->str[flat->text->len - 1] != '\n')
        g_string_append_c (flat->text, '\n');
      at = inclusion->end;
    }
  if (flat->text->len <= flat->max)
    g_string_append_len (flat->text, file->text + at, file->length - at);
}

static void
append_define (GString *text, const char *define)
{
  const char *value = strchr (define, '=');
  gsize length = value != NULL ? (gsize) (value - define) : strlen (define);

  g_string_append_printf (text, "#define %.*s %s\n", (int) length, define, value != NULL ? value + 1 : "1");
}

char *
mg_c_unit_dup_text (const MgCUnit *unit, const char *const *defines, gsize max)
{
  Flat flat = { unit->source->inclusions, 0, g_string_new (NULL), max };

  for (guint i = 0; defines != NULL && defines[i] != NULL; i++)
    append_define (flat.text, defines[i]);
  if (unit->main_file != NULL)
    append_file (&flat, unit->main_file, 1);
  return g_string_free (flat.text, flat.text->len > max
                                       || !g_utf8_validate (flat.text->str, (gssize) flat.text->len, NULL));
}

MgCUnit *
mg_c_unit_ref (MgCUnit *unit)
{
  g_atomic_ref_count_inc (&unit->n_references);
  return unit;
}

void
mg_c_unit_unref (MgCUnit *unit)
{
  if (unit == NULL || !g_atomic_ref_count_dec (&unit->n_references))
    return;
  g_clear_pointer (&unit->types, g_hash_table_unref);
  g_hash_table_unref (unit->built_in);
  g_hash_table_unref (unit->constants);
  g_array_unref (unit->declarations);
  mg_c_source_free (unit->source);
  g_free (unit);
}

/* --- What was read --- */

const MgAbi *
mg_c_unit_get_abi (const MgCUnit *unit)
{
  return unit->abi;
}

gboolean
mg_c_unit_is_cplusplus (const MgCUnit *unit)
{
  return unit->cplusplus;
}

const MgCDiagnostic *const *
mg_c_unit_get_diagnostics (const MgCUnit *unit, guint *n_diagnostics)
{
  *n_diagnostics = unit->source->diagnostics->len;
  return (const MgCDiagnostic *const *) unit->source->diagnostics->pdata;
}

guint
mg_c_unit_get_n_errors (const MgCUnit *unit)
{
  return unit->source->n_errors;
}

const MgCDeclaration *
mg_c_unit_get_declarations (const MgCUnit *unit, guint *n_declarations)
{
  *n_declarations = unit->declarations->len;
  return (const MgCDeclaration *) unit->declarations->data;
}

const char *
mg_c_unit_locate (const MgCUnit *unit, MgCPlace place, guint *line, guint *column)
{
  const MgCFile *file = mg_c_source_locate (unit->source, place, line, column);

  return file != NULL ? file->name : NULL;
}

/* The last structure that the file defines. */
static const MgCType *
find_last (const MgCUnit *unit)
{
  for (guint i = unit->declarations->len; i-- > 0;)
    {
      const MgCDeclaration *declaration = &g_array_index (unit->declarations, MgCDeclaration, i);
      const MgCType *actual = declaration->type->actual;

      if (declaration->in_main_file && actual->kind == MG_C_RECORD && (actual->complete || actual->invalid))
        return declaration->type;
    }
  return NULL;
}

/* One blank between words, none elsewhere. */
static char *
dup_normalized (const char *name)
{
  GString *text = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p++)
    if (!g_ascii_isspace (*p))
      g_string_append_c (text, *p);
    else if (text->len > 0 && text->str[text->len - 1] != ' ')
      g_string_append_c (text, ' ');
  return g_strstrip (g_string_free (text, FALSE));
}

const MgCType *
mg_c_unit_find_type (const MgCUnit *unit, const char *name, GError **error)
{
  const MgCType *type;

  if (name == NULL)
    {
      type = find_last (unit);
      if (type == NULL)
        {
          mg_set_error (error, MG_ERROR_NOT_FOUND, NULL, _ ("no structure is defined there"));
          return NULL;
        }
      name = type->name;
    }
  else
    {
      g_autofree char *normalized = dup_normalized (name);

      type = g_hash_table_lookup (unit->types, normalized);
      if (type == NULL && g_str_has_prefix (normalized, "struct "))
        {
          g_autofree char *class_name = g_strconcat ("class ", normalized + strlen ("struct "), NULL);

          type = g_hash_table_lookup (unit->types, class_name);
        }
      if (type == NULL)
        {
          mg_set_error (error, MG_ERROR_NOT_FOUND, NULL, _ ("there is no type “%s”"), name);
          return NULL;
        }
    }
  if (!mg_c_type_is_complete (type))
    {
      const MgCType *actual = type->actual;

      if (actual->kind == MG_C_RECORD && !actual->invalid)
        mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("“%s” is declared and nowhere defined"), name);
      else
        mg_set_error (error, MG_ERROR_INVALID, NULL, _ ("the layout of “%s” is not known"), name);
      return NULL;
    }
  return type;
}

const MgCType *
mg_c_unit_find_any_type (const MgCUnit *unit, const char *name)
{
  const MgCType *type = mg_c_unit_find_type (unit, name, NULL);
  g_autofree char *normalized = dup_normalized (name);

  if (type == NULL)
    type = g_hash_table_lookup (unit->built_in, normalized);
  for (guint i = 0; i < MG_N_SCALARS && type == NULL; i++)
    if (strcmp (mg_scalar_to_string ((MgScalar) i), normalized) == 0)
      type = unit->scalars[i];
  return type != NULL && mg_c_type_is_complete (type) ? type : NULL;
}

gboolean
mg_c_unit_find_constant (const MgCUnit *unit, const char *name, __int128 *value)
{
  const MgCEntity *entity = g_hash_table_lookup (unit->constants, name);

  if (entity == NULL || entity->value.kind != MG_C_VALUE_INTEGER)
    return FALSE;
  *value = mg_c_value_is_negative (unit->abi, &entity->value) ? (__int128) (gint64) entity->value.bits
                                                               : (__int128) entity->value.bits;
  return TRUE;
}

MgCDiagnostic *
mg_c_unit_new_diagnostic (const MgCUnit *unit, MgCSeverity severity, MgCPlace place, guint length,
                          const char *message)
{
  return mg_c_diagnostic_new (unit->source, severity, place, length, message);
}
