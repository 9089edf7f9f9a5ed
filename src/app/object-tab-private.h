#pragma once

#include "app/object-tab.h"
#include "core/overview.h"

G_BEGIN_DECLS

/* What the files of the tab share. */
struct _MgObjectTab
{
  GtkBox parent_instance;

  GtkWidget *notices;
  GtkWidget *paned;
  GtkWidget *overview_slot;       /* these two keep the place of what is made after the first frame */
  GtkWidget *structure_slot;
  GtkWidget *scrolled_window;
  GtkWidget *bars;
  GtkWidget *view;
  MgObjectInfo *info;             /* (nullable): as it is listed */
  GtkWidget *structure;           /* made when it is first shown, once complete: NULL before */
  GtkWidget *compare;             /* a page of it; made when it is first shown: NULL before */
  GtkWidget *overview_strip;      /* made with complete: NULL before */

  GSettings *settings;
  MgSession *session;   /* NULL: a recording */
  MgShown *shown;
  MgLiveRecording *recording; /* (nullable): it is being recorded */
  MgStill still;        /* as the panes show it */
  gboolean moving;      /* as was told */
  MgOverview *overview; /* the strip's */
  gboolean complete;    /* what the first frame can do without is made */
  gboolean hidden;

  /* What the notice says; made when there is something to say. */
  GtkWidget *notice;
  MgEvent last_event;  /* of those that are worth a word */
  gboolean has_event;
  gboolean dismissed;  /* the person closed the notice of that event */
  GQueue history;      /* of char *, the newest first */

  GCancellable *near_cancellable; /* of the look-up of near names under way */
  guint near_id;                  /* the next one; 0 with no cancellable: none is wanted */

  GtkWidget *find_bar;            /* made where first needed, as the next */
  GtkWidget *go_to_bar;
  GCancellable *copy_cancellable; /* of a copy under way */
  GtkFileChooserNative *save_dialog;
  MgRange save_range;

  guint32 publisher;   /* a process that had the object when it was listed; 0: not known */
  MgIdentity expected; /* of the object that was listed; device 0: anything */
  MgState state;
  guint64 size;
  guint generation;
  gboolean failed; /* there was an error to tell */
};

/* --- object-tab.c --- */

/* Something a person asked for did not work, or was done.  @text: (nullable) */
void mg_object_tab_say (MgObjectTab *self, GtkMessageType type, const char *title, const char *text);
/* What the session is to read is something else. */
void mg_object_tab_update_interest (MgObjectTab *self);

/* --- object-tab-recording.c --- */

/* Does what the triggers of its structure ask of who keeps moments and recordings. */
void mg_object_tab_follow_triggers (MgObjectTab *self);

/* --- object-tab-notice.c --- */

/* Says what is wrong or what happened, or nothing. */
void mg_object_tab_update_notice (MgObjectTab *self);
/* No near names are looked up any longer. */
void mg_object_tab_cancel_near (MgObjectTab *self);

G_END_DECLS
