#pragma once

#include "app/pulses.h"
#include "core/catalog.h"
#include "core/name.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The program: one instance a session, command lines, commands that belong to no window. */
#define MG_TYPE_APPLICATION (mg_application_get_type ())
G_DECLARE_FINAL_TYPE (MgApplication, mg_application, MG, APPLICATION, GtkApplication)

/* @flags: beside those it needs itself; tests give G_APPLICATION_NON_UNIQUE */
MgApplication *mg_application_new (GApplicationFlags flags);

GSettings *mg_application_get_settings (MgApplication *self);

/* The catalogue that all windows look at.  It works while at least one of them uses it: each TRUE
 * wants its FALSE. */
MgCatalog *mg_application_get_catalog (MgApplication *self);
void mg_application_use_catalog (MgApplication *self, gboolean use);

/* How objects are doing, for all windows. */
MgPulses *mg_application_get_pulses (MgApplication *self);

/* Puts @name at the head of the recent ones. */
void mg_application_add_recent (MgApplication *self, const MgName *name);

/* The resource @file of the user interface: gtk_builder_new_from_resource() with its path. */
GtkBuilder *mg_application_new_builder (const char *file);

G_END_DECLS
