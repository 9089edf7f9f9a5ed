#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A message in a tab: what happened, what would help, the codes behind 'Details', and names that
 * may have been meant.
 *
 * Signals:
 *   retry ()               'Try Again' was clicked
 *   name (const char *)    one of the names was clicked */
#define MG_TYPE_NOTICE (mg_notice_get_type ())
G_DECLARE_FINAL_TYPE (MgNotice, mg_notice, MG, NOTICE, GtkInfoBar)

GtkWidget *mg_notice_new (void);

/* @text, @details: (nullable).  Only what is different is touched, so it may be called often. */
void mg_notice_set_message (MgNotice *self, GtkMessageType type, const char *title, const char *text,
                            const char *details);
void mg_notice_set_retry (MgNotice *self, gboolean retry);
/* Whether it hides by itself so long from now: nothing has to be done about it. */
#define MG_NOTICE_PASSING_MS 10000
void mg_notice_set_passing (MgNotice *self, gboolean passing);
void mg_notice_clear_names (MgNotice *self);
gboolean mg_notice_has_names (MgNotice *self);
/* Takes away all but @names: those that stay keep their place, and the focus. */
void mg_notice_retain_names (MgNotice *self, const char *const *names);
/* Behind the others, so that none moves under somebody's hand; nothing where it is there already.
 * @explanation: (nullable): why it is offered; @openable: FALSE shows it without a button */
void mg_notice_add_name (MgNotice *self, const char *name, const char *explanation, gboolean openable);
/* The focus to the first of them that is a button, if there is one. */
void mg_notice_focus_name (MgNotice *self);

G_END_DECLS
