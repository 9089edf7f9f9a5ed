#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What sort of object a name leads to.  Both parsers exist on both systems. */
typedef enum
{
  MG_KIND_POSIX,   /* POSIX shared memory: a file below /dev/shm */
  MG_KIND_SECTION, /* a Win32 section: an object in the kernel's directory tree */
} MgKind;

#define MG_N_KINDS 2

/* Which directory of the object tree a section's name starts from. */
typedef enum
{
  MG_SCOPE_SESSION, /* Local\X, bare X, Session\n\X: \Sessions\n\BaseNamedObjects */
  MG_SCOPE_GLOBAL,  /* Global\X, Session\0\X: \BaseNamedObjects */
  MG_SCOPE_ROOT,    /* a full object path that starts in neither */
} MgScope;

/* A parsed name.  Immutable, reference-counted, may cross threads. */
typedef struct _MgName MgName;

/* What decides how text without a prefix is read; mg_platform_get_name_context() gives the
 * machine's own.  Tests make their own. */
typedef struct
{
  MgKind native_kind; /* what a bare name is */
  guint32 session;    /* the session that Local\ means; 0 makes Local\ and Global\ one */
} MgNameContext;

#define MG_NAME_MAX_UNITS 32766 /* UTF-16 units below a section's namespace, as the kernel has it */
#define MG_NAME_MAX_BYTES 4095 /* bytes of a POSIX name, PATH_MAX without its NUL; 255 a component */

/**
 * mg_name_parse:
 * @text: UTF-8 (anything else is BAD_NAME)
 *
 * Reads a name as people write it and as Mapglass prints it.
 *
 * `posix:` or `section:` in front forces the kind.  Without it, on a POSIX system text that begins
 * with Global\, Local\, Session\N\ or \ is a section's name and all else POSIX (/X, or X as
 * shm_open() takes it); on Windows all is a section's.
 *
 * `%XX` is a byte (POSIX) or a unit below U+0100 (section), `%uXXXX` a UTF-16 unit (sections
 * only); any other `%` is an error, whose hint says to write %25.  Escapes never begin a prefix or
 * a namespace; an escaped separator separates.  Nothing is trimmed.  Case matters, as it does for
 * the kernel: global\X is the local object "global\X".
 *
 * Not names: empty ones, empty components, a trailing separator, more than MG_NAME_MAX_*; and for
 * POSIX a NUL and the components "." and ".." (the kernel's object directories take these as any
 * other unit and component); each with a message of its own.
 *
 * Returns: (transfer full): NULL with MG_ERROR_BAD_NAME
 */
MgName *mg_name_parse (const char *text, const MgNameContext *context, GError **error);

/* From what the system lists.  Returns: (transfer full) (nullable): NULL where mg_name_parse()
 * would not take it either: too long, an empty component.
 * @path: bytes below /dev/shm without a leading '/'; @length: -1 where NUL-terminated */
MgName *mg_name_new_posix (const char *path, gssize length, const MgNameContext *context);
/* @path: units below the scope's directory, without a leading '\'; @session counts for
 * MG_SCOPE_SESSION alone. */
MgName *mg_name_new_section (MgScope scope, guint32 session, const guint16 *path, gsize length,
                             const MgNameContext *context);
/* From a full object path, \BaseNamedObjects\X. */
MgName *mg_name_new_section_from_path (const guint16 *path, gsize length,
                                       const MgNameContext *context);

MgName *mg_name_ref (MgName *name);
void mg_name_unref (MgName *name);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MgName, mg_name_unref)

MgKind mg_name_get_kind (const MgName *name);

/**
 * mg_name_get_text:
 *
 * The canonical form, valid UTF-8 without control characters: /X, Global\X, Local\X (the own
 * session's), Session\n\X, \full\path; with the kind in front where the text would not be read so
 * otherwise (posix:/X on Windows).  mg_name_parse() of it under the same context gives an equal
 * name, and equal names have the same text.
 *
 * What does not show as what it is, is escaped, a POSIX byte as %XX, a UTF-16 unit as %uXXXX, % as
 * %25: lone surrogates, invalid UTF-8, controls, format characters (bidirectional ones too),
 * private and unassigned ones, all spaces but a plain one within a component, marks that nothing
 * carries, variation selectors, fillers, replacement characters.
 */
const char *mg_name_get_text (const MgName *name);
/* The text below the namespace alone: "X", what a list shows under the namespace's heading. */
const char *mg_name_get_label (const MgName *name);
/* The namespace in canonical form: "/dev/shm", "Global", "Local", "Session\2", "\KernelObjects". */
const char *mg_name_get_namespace (const MgName *name);

/* POSIX: the path below /dev/shm, bytes, NUL-terminated.  NULL for a section. */
const char *mg_name_get_posix_path (const MgName *name);
/* Sections.  The path in the object tree as the native calls take it:
 * \Sessions\1\BaseNamedObjects\X; @length: (out): UTF-16 units.  NULL for POSIX. */
const guint16 *mg_name_get_nt_path (const MgName *name, gsize *length);
MgScope mg_name_get_scope (const MgName *name);
guint32 mg_name_get_session (const MgName *name); /* 0 for all but MG_SCOPE_SESSION */

gboolean mg_name_equal (gconstpointer a, gconstpointer b); /* GEqualFunc */
guint mg_name_hash (gconstpointer name);                   /* GHashFunc */
/* A list's order, the same in every locale: by kind; by namespace: Global, Local, the other
 * sessions by number, the rest; by label, numbers by value and letters without their case. */
int mg_name_compare (const MgName *a, const MgName *b);

/**
 * mg_text_quote:
 * @text: anything that a person or a file may have given, valid UTF-8 or not
 *
 * Returns: (transfer full): it, fit for a message of one line: controls and the like as %XX, cut
 *   off with "…" after 60 characters
 */
char *mg_text_quote (const char *text);

const char *mg_kind_to_string (MgKind kind); /* "posix", "section": never translated */
gboolean mg_kind_from_string (const char *text, MgKind *kind);

G_END_DECLS
