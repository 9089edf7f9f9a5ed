#include "publisher.h"

#include "java-hsperfdata.h"

#include <string.h>

static const struct
{
  const char *name, *text; /* text: of a byte vector */
  long long value;
  enum hsperf_units units;
  enum hsperf_variability variability;
} counters[] = {
  { "sun.rt._sync_Inflations", NULL, 42, U_Events, V_Monotonic },
  { "java.property.java.version", "17.0.15", 0, U_String, V_Constant },
  { "sun.os.hrt.frequency", NULL, 1000000000, U_Hertz, V_Constant },
  { "sun.gc.cause", "No GC", 0, U_String, V_Variable },
  { "java.threads.live", NULL, -1, U_None, V_Variable },
};

#define N_COUNTERS ((int) (sizeof counters / sizeof counters[0]))

const size_t object_size = 32768;

/* Returns: its length */
static int
fill_entry (char *at, int i)
{
  /* not the header's own structure: Mapglass' has what it shows behind its members */
  int name_offset = 20, name_size = (int) strlen (counters[i].name) + 1;
  int text_size = counters[i].text != NULL ? 64 : 0;
  int data_offset = (name_offset + name_size + 7) / 8 * 8,
      length = data_offset + (text_size > 0 ? text_size : 8);
  char type = text_size > 0 ? 'B' : 'J';

  memset (at, 0, (size_t) length);
  memcpy (at, &length, 4);
  tell_integer (length, "entries[%d].entry_length", i);
  memcpy (at + 4, &name_offset, 4);
  tell_integer (name_offset, "entries[%d].name_offset", i);
  memcpy (at + 8, &text_size, 4);
  tell_integer (text_size, "entries[%d].vector_length", i);
  at[12] = type;
  tell_text ((char[]){ type, '\0' }, "entries[%d].data_type", i);
  at[13] = F_Supported;
  tell_integer (F_Supported, "entries[%d].flags", i);
  at[14] = (char) counters[i].units;
  tell_integer (counters[i].units, "entries[%d].data_units", i);
  at[15] = (char) counters[i].variability;
  tell_integer (counters[i].variability, "entries[%d].data_variability", i);
  memcpy (at + 16, &data_offset, 4);
  tell_integer (data_offset, "entries[%d].data_offset", i);
  memcpy (at + name_offset, counters[i].name, (size_t) name_size);
  tell_text (counters[i].name, "entries[%d].name", i);
  if (text_size > 0)
    {
      memcpy (at + data_offset, counters[i].text, strlen (counters[i].text));
      tell_text (counters[i].text, "entries[%d].text", i);
    }
  else
    {
      memcpy (at + data_offset, &counters[i].value, 8);
      tell_integer (counters[i].value, "entries[%d].value[0]", i);
    }
  return length;
}

void
fill_object (void *object)
{
  struct hsperf *header = object;
  char *at = (char *) object + 40;

  memcpy (&header->magic, "\xCA\xFE\xC0\xC0", 4);
  tell_integer (0xCAFEC0C0LL, "magic");
  SET_INTEGER (header->byte_order, 1, "byte_order");
  SET_INTEGER (header->major_version, 2, "major_version");
  SET_INTEGER (header->minor_version, 0, "minor_version");
  SET_INTEGER (header->accessible, 1, "accessible");
  SET_INTEGER (header->overflow, 3, "overflow");
  SET_INTEGER (header->mod_time_stamp, 123456789012LL, "mod_time_stamp");
  SET_INTEGER (header->entry_offset, 40, "entry_offset");
  SET_INTEGER (header->num_entries, N_COUNTERS, "num_entries");
  for (int i = 0; i < N_COUNTERS; i++)
    at += fill_entry (at, i);
  SET_INTEGER (header->used, (int) (at - (char *) object), "used");
}
