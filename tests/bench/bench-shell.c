/* The floor for the time to the first painted content: a window of Mapglass' structure that shows
 * nothing, and, with --bare, a GTK window with nothing in it at all.  Both 1280 × 860. */

#include <gtk/gtk.h>

static GtkWidget *
new_icon_button (const char *icon)
{
  return gtk_button_new_from_icon_name (icon, GTK_ICON_SIZE_BUTTON);
}

static void
activate_cb (GtkApplication *application, gpointer data)
{
  GtkWidget *window = gtk_application_window_new (application);
  GtkWidget *header = gtk_header_bar_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *paned = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *list_scrolled = gtk_scrolled_window_new (NULL, NULL);
  GtkWidget *centre = gtk_notebook_new ();
  GtkWidget *bytes_scrolled = gtk_scrolled_window_new (NULL, NULL);
  GtkWidget *rate = gtk_menu_button_new ();

  gtk_header_bar_set_title (GTK_HEADER_BAR (header), "Shell");
  gtk_header_bar_set_subtitle (GTK_HEADER_BAR (header), "with nothing in it");
  gtk_header_bar_set_show_close_button (GTK_HEADER_BAR (header), TRUE);
  gtk_header_bar_pack_start (GTK_HEADER_BAR (header), new_icon_button ("view-list-symbolic"));
  gtk_header_bar_pack_start (GTK_HEADER_BAR (header), gtk_button_new_with_label ("Open…"));
  gtk_header_bar_pack_end (GTK_HEADER_BAR (header), new_icon_button ("open-menu-symbolic"));
  gtk_header_bar_pack_end (GTK_HEADER_BAR (header), new_icon_button ("edit-find-symbolic"));
  gtk_container_add (GTK_CONTAINER (rate), gtk_label_new ("60 Hz"));
  gtk_header_bar_pack_end (GTK_HEADER_BAR (header), rate);
  gtk_header_bar_pack_end (GTK_HEADER_BAR (header),
                           new_icon_button ("media-playback-start-symbolic"));

  gtk_box_pack_start (GTK_BOX (list), gtk_search_entry_new (), FALSE, FALSE, 0);
  gtk_container_add (GTK_CONTAINER (list_scrolled), gtk_tree_view_new ());
  gtk_box_pack_start (GTK_BOX (list), list_scrolled, TRUE, TRUE, 0);
  gtk_container_add (GTK_CONTAINER (bytes_scrolled), gtk_drawing_area_new ());
  gtk_notebook_append_page (GTK_NOTEBOOK (centre), bytes_scrolled, gtk_label_new ("Shell"));
  gtk_notebook_set_show_tabs (GTK_NOTEBOOK (centre), FALSE);
  gtk_paned_pack1 (GTK_PANED (paned), list, FALSE, FALSE);
  gtk_paned_pack2 (GTK_PANED (paned), centre, TRUE, FALSE);
  gtk_paned_set_position (GTK_PANED (paned), 232);
  gtk_box_pack_start (GTK_BOX (box), paned, TRUE, TRUE, 0);
  gtk_box_pack_start (GTK_BOX (box), gtk_label_new ("60.0 Hz"), FALSE, FALSE, 4);

  gtk_container_add (GTK_CONTAINER (window), box);
  gtk_window_set_titlebar (GTK_WINDOW (window), header);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 860);
  gtk_widget_show_all (window);
}

static int
run_bare (int argc, char **argv)
{
  GtkWidget *window;

  gtk_init (&argc, &argv);
  window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 860);
  g_signal_connect (window, "destroy", G_CALLBACK (gtk_main_quit), NULL);
  gtk_widget_show_all (window);
  gtk_main ();
  return 0;
}

int
main (int argc, char **argv)
{
  g_autoptr (GtkApplication) application = NULL;

  if (argc > 1 && g_str_equal (argv[1], "--bare"))
    return run_bare (argc, argv);
  application = gtk_application_new ("io.github.mapglass.Shell", G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
