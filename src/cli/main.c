#include "config.h"

#include "cli.h"

#include "core/install.h"

#include <glib/gi18n.h>
#include <signal.h>
#include <string.h>

static const struct
{
  const char *name;
  CliStatus (*run) (char **argv);
  const char *summary;
} commands[] = {
  { "list", cli_list, N_ ("list the objects there are, and who holds them") },
  { "info", cli_info, N_ ("tell all that is known of an object") },
  { "dump", cli_dump, N_ ("print an object's bytes") },
  { "watch", cli_watch, N_ ("print changes as they happen") },
  { "health", cli_health, N_ ("tell how publishers are doing") },
  { "find", cli_find, N_ ("search an object") },
  { "record", cli_record, N_ ("record what an object was at which time") },
  { "play", cli_play, N_ ("publish a recording as a new object") },
  { "export", cli_export, N_ ("write a moment, or values over time, for other programs") },
  { "diff", cli_diff, N_ ("compare objects, dumps and moments of recordings") },
  { "layout", cli_layout, N_ ("lay out a structure that a file in C declares") },
  { "check", cli_check, N_ ("tell which ABI's layout of a structure fits an object") },
  { "show", cli_show, N_ ("show an object's fields by the structure it has") },
  { "presets", cli_presets, N_ ("list the structures that are known") },
};

static void
print_help (void)
{
  cli_print (_ ("Usage:\n  mapglass-cli COMMAND [OPTION…]\n\n"
                "Looks at live named shared memory, without disturbing anyone.\n\nCommands:\n"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    cli_print ("  %-8s %s\n", commands[i].name, _ (commands[i].summary));
  cli_print (
      _ ("\nOptions:\n  -h, --help     Show this help; mapglass-cli COMMAND --help tells more\n"
         "  --version      Show the version\n"
         "\nExit codes: 0 done, 1 the answer is no, 2 wrong usage, 3 failure.\n"));
}

static CliStatus
run (char **argv)
{
  const char *command = argv[0] != NULL ? argv[1] : NULL;

  if (command == NULL)
    return cli_usage (NULL, _ ("a command is missing"));
  if (strcmp (command, "--help") == 0 || strcmp (command, "-h") == 0 || strcmp (command, "help") == 0)
    {
      print_help ();
      return CLI_DONE;
    }
  if (strcmp (command, "--version") == 0)
    {
      cli_print ("mapglass-cli %s\n", PACKAGE_VERSION);
      return CLI_DONE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (command, commands[i].name) == 0)
      return commands[i].run (argv + 1);
  return cli_usage (NULL, _ ("no such command: %s"), command);
}

int
main (int argc, char **argv)
{
  mg_platform_init (&argc, &argv);
  mg_install_init_locale ();
#ifdef SIGPIPE
  /* A closed pipe is an error of a write, as it is on Windows. */
  signal (SIGPIPE, SIG_IGN);
#endif
  return (int) cli_finish (run (argv));
}
