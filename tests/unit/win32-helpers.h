#pragma once

#include "core/error.h"
#include "core/source.h"

G_BEGIN_DECLS

/* What the tests of Windows' side of platform.h have in common. */

MgName *parse (const char *text);
MgSource *open_source (const char *text); /* fails the test where it can't be */

/* Like mg_source_verify(), returning when nobody looks for holders any more: until then a handle of
 * ours may lead to the object for a moment, and a test would be right only most of the time. */
MgPresence verify (MgSource *source);

/* @system_code: the NTSTATUS that must be kept in the error */
void assert_not_opened (const char *text, MgErrorCode code, guint32 system_code);
void assert_bytes (MgSource *source, guint64 offset, const void *expected, gsize length);
gboolean read_fails (MgSource *source, guint64 offset, MgErrorCode code);

/* Verifies until it is so; the test's own timeout is the limit. */
void verify_until (MgSource *source, MgPresence wanted);

G_END_DECLS
