#pragma once

#include "core/sampler.h"

G_BEGIN_DECLS

/* Texts for people, translated; all are newly allocated. */

char *mg_format_bytes (guint64 bytes);        /* "241 680 bytes", with thin spaces; "unknown size" */
char *mg_format_age (gint64 age_us);          /* "4 ms ago", "3 s ago", "2 min ago"; never negative */
char *mg_format_clock (gint64 real_us);       /* "12:41:07", local time */
char *mg_format_clock_minute (gint64 real_us);/* "12:41" */
char *mg_format_date (gint64 real_us);        /* "2029-11-19 12:41:07.004" */
char *mg_format_rate (double hz);             /* "60 Hz", "59.7 Hz" */

/* At most @max_chars characters of it, the middle left out: a name has up to 32766. */
char *mg_format_elided (const char *text, guint max_chars);
#define MG_LABEL_CHARS 200   /* enough for a line of a label, which then elides by width */
#define MG_TOOLTIP_CHARS 400

/* What sort of memory it is: "POSIX", "page file", "file", "image". */
const char *mg_format_kind (const MgObjectInfo *info);
/* Who has it: "rFactor2.exe", "3 holders", "no holders"; NULL where that was not looked for. */
char *mg_format_holders (const MgObjectInfo *info);
/* The line under an object's name in a list: "236 KiB · rFactor2.exe". */
char *mg_format_detail (const MgObjectInfo *info);
char *mg_format_closed_detail (const MgObjectInfo *info); /* "196 KiB · gone" */
/* The heading an object stands under: "LOCAL (SESSION 1)". */
char *mg_format_namespace (const MgName *name, guint32 own_session);
/* What happened, as a sentence without the time. */
char *mg_format_event (const MgEvent *event);

G_END_DECLS
