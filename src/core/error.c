#include "config.h"

#include "core/error.h"

#include <glib/gi18n-lib.h>

/* Beside message and code, an error of ours keeps the system's side of it. */
typedef struct
{
  MgSystem system;
  guint32 code;
  char *hint;
} MgErrorPrivate;

static void
mg_error_private_init (MgErrorPrivate *private)
{
  private->system = MG_SYSTEM_NONE;
}

static void
mg_error_private_copy (const MgErrorPrivate *from, MgErrorPrivate *to)
{
  *to = *from;
  to->hint = g_strdup (from->hint);
}

static void
mg_error_private_clear (MgErrorPrivate *private)
{
  g_free (private->hint);
}

G_DEFINE_EXTENDED_ERROR (MgError, mg_error)

static MgErrorPrivate *
get_private (const GError *error)
{
  return error != NULL && error->domain == MG_ERROR ? mg_error_get_private (error) : NULL;
}

const MgErrorRow *
mg_error_lookup (MgSystem system, guint32 code)
{
  gsize n_rows;
  const MgErrorRow *rows = mg_error_get_table (system, &n_rows);

  for (gsize i = 0; i < n_rows; i++)
    if (rows[i].code == code)
      return &rows[i];
  return NULL;
}

static const char *
system_to_string (MgSystem system)
{
  static const char *const words[] = { "", "errno", "Win32", "NTSTATUS" };

  return words[system];
}

void
mg_set_error_system (GError **error, MgSystem system, guint32 code, const char *subject)
{
  const MgErrorRow *row = mg_error_lookup (system, code);
  const char *hint = row != NULL ? row->hint : NULL;

  g_return_if_fail (error == NULL || *error == NULL);
  if (error == NULL)
    return;

  if (row == NULL)
    mg_set_error (error, MG_ERROR_FAILED, NULL,
                  system == MG_SYSTEM_ERRNO ? _ ("%s: the system answered with %s error %u")
                                            : _ ("%s: the system answered with %s error 0x%08X"),
                  subject != NULL ? subject : "?", system_to_string (system), code);
  else if (subject != NULL)
    mg_set_error (error, row->meaning, hint != NULL ? _ (hint) : NULL, "%s: %s", subject,
                  _ (row->message));
  else
    mg_set_error (error, row->meaning, hint != NULL ? _ (hint) : NULL, "%s", _ (row->message));

  MgErrorPrivate *private = get_private (*error);
  private->system = system;
  private->code = code;
}

void
mg_set_error (GError **error, MgErrorCode code, const char *hint, const char *format, ...)
{
  va_list arguments;

  g_return_if_fail (error == NULL || *error == NULL);
  if (error == NULL)
    return;

  va_start (arguments, format);
  *error = g_error_new_valist (MG_ERROR, code, format, arguments);
  va_end (arguments);
  mg_error_set_hint (*error, hint);
}

const char *
mg_error_get_hint (const GError *error)
{
  MgErrorPrivate *private = get_private (error);

  return private != NULL ? private->hint : NULL;
}

void
mg_error_set_hint (GError *error, const char *hint)
{
  MgErrorPrivate *private = get_private (error);

  g_return_if_fail (private != NULL);
  g_free (private->hint);
  private->hint = g_strdup (hint);
}

MgSystem
mg_error_get_system (const GError *error, guint32 *code)
{
  MgErrorPrivate *private = get_private (error);

  if (code != NULL)
    *code = private != NULL ? private->code : 0;
  return private != NULL ? private->system : MG_SYSTEM_NONE;
}

char *
mg_error_dup_details (const GError *error)
{
  guint32 code;
  MgSystem system = mg_error_get_system (error, &code);
  const MgErrorRow *row = mg_error_lookup (system, code);
  const char *symbol = row != NULL ? row->symbol : NULL;

  if (system == MG_SYSTEM_NONE)
    return NULL;
  /* errno and Win32 codes are known by their decimal numbers, NTSTATUS by the hexadecimal ones. */
  return g_strdup_printf (system == MG_SYSTEM_NTSTATUS ? "%s 0x%08X%s%s" : "%s %u%s%s",
                          system_to_string (system), code, symbol != NULL ? " " : "",
                          symbol != NULL ? symbol : "");
}

const char *
mg_error_code_to_string (MgErrorCode code)
{
  static const char *const words[] = {
    [MG_ERROR_FAILED] = "failed",
    [MG_ERROR_BAD_NAME] = "bad-name",
    [MG_ERROR_NOT_FOUND] = "not-found",
    [MG_ERROR_NO_NAMESPACE] = "no-namespace",
    [MG_ERROR_WRONG_TYPE] = "wrong-type",
    [MG_ERROR_ACCESS_DENIED] = "access-denied",
    [MG_ERROR_MISALIGNED] = "misaligned",
    [MG_ERROR_OUT_OF_RANGE] = "out-of-range",
    [MG_ERROR_TOO_LARGE] = "too-large",
    [MG_ERROR_UNREADABLE] = "unreadable",
    [MG_ERROR_GONE] = "gone",
    [MG_ERROR_EXISTS] = "exists",
    [MG_ERROR_COMMIT_LIMIT] = "commit-limit",
    [MG_ERROR_LIMIT] = "limit",
    [MG_ERROR_BUSY] = "busy",
    [MG_ERROR_IO] = "io",
    [MG_ERROR_INVALID] = "invalid",
    [MG_ERROR_UNSUPPORTED] = "unsupported",
    [MG_ERROR_CANCELLED] = "cancelled",
  };

  return (guint) code < G_N_ELEMENTS (words) ? words[code] : "failed";
}
