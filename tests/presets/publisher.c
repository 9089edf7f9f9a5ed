#include "publisher.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef _WIN32
#include <windows.h>
#else
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

/* --- Telling --- */

#define TELL_PATH(kind) \
  do \
    { \
      va_list arguments; \
      va_start (arguments, path); \
      printf ("%s ", kind); \
      vprintf (path, arguments); \
      va_end (arguments); \
    } \
  while (0)

void
tell_integer (long long value, const char *path, ...)
{
  TELL_PATH ("integer");
  printf (" %lld\n", value);
}

void
tell_real (double value, const char *path, ...)
{
  TELL_PATH ("real");
  printf (" %.17g\n", value);
}

void
tell_text (const char *value, const char *path, ...)
{
  TELL_PATH ("text");
  putchar (' ');
  for (; *value != '\0'; value++)
    if (*value == '\n')
      fputs ("\\n", stdout);
    else if (*value == '\\')
      fputs ("\\\\", stdout);
    else
      putchar (*value);
  putchar ('\n');
}

void
tell_bytes (const void *bytes, size_t size, const char *path, ...)
{
  TELL_PATH ("bytes");
  putchar (' ');
  for (size_t i = 0; i < size; i++)
    printf ("%02x", ((const unsigned char *) bytes)[i]);
  putchar ('\n');
}

/* --- Setting --- */

static unsigned
next_character (const unsigned char **p)
{
  const unsigned char *c = *p;

  if (c[0] < 0x80)
    {
      *p += 1;
      return c[0];
    }
  if (c[0] < 0xE0)
    {
      *p += 2;
      return (c[0] & 0x1Fu) << 6 | (c[1] & 0x3Fu);
    }
  *p += 3;
  return (c[0] & 0x0Fu) << 12 | (c[1] & 0x3Fu) << 6 | (c[2] & 0x3Fu);
}

const char *
set_text (void *field, const char *value, size_t size, size_t unit)
{
  const unsigned char *p = (const unsigned char *) value;
  unsigned char *out = field;

  memset (field, 0, size);
  for (size_t at = 0; *p != '\0'; at += unit)
    {
      unsigned character = next_character (&p);

      if (at + unit > size || (unit == 1 && character > 0xFF))
        {
          fprintf (stderr, "this text does not fit: %s\n", value);
          exit (1);
        }
      /* both systems have the low byte first */
      for (size_t i = 0; i < unit; i++)
        out[at + i] = (unsigned char) (i < sizeof character ? character >> (8 * i) : 0);
    }
  return value;
}

const void *
set_bytes (void *field, int first, size_t size)
{
  for (size_t i = 0; i < size; i++)
    ((unsigned char *) field)[i] = (unsigned char) (first + (int) i);
  return field;
}

/* --- Values --- */

static unsigned n_values;

long long
next_integer (int bits, int is_signed)
{
  unsigned long long value = ++n_values * 0x9E3779B1ull;

  if (bits == 1)
    return n_values * 5 / 7 % 2;
  if (bits < 64)
    value &= (1ull << bits) - 1;
  return is_signed && bits < 64 && value >> (bits - 1) != 0 ? (long long) (value - (1ull << bits))
                                                            : (long long) value;
}

double
next_real (void)
{
  return ++n_values / 4.0 - 500;
}

const char *
next_text (size_t n_characters, size_t unit, int is_ascii)
{
  static const char *const words[] = { "größe", "plain", "déjà", "señor", "µs" };
  static const char *const wide_words[] = { "größe", "北京", "Ωmega", "plain", "Жук" };
  static char text[16384];
  const unsigned char *end = (const unsigned char *) text;
  unsigned number = ++n_values;
  int length = snprintf (text, sizeof text, "%u %s", number,
                         is_ascii ? "ascii" : unit == 1 ? words[number % 5] : wide_words[number % 5]);

  if (number % 5 == 3)
    memset (text + length, 'x', sizeof text - 1 - (size_t) length);
  for (size_t i = 0; i < n_characters && *end != '\0'; i++)
    next_character (&end);
  text[end - (const unsigned char *) text] = '\0';
  return text;
}

/* --- The object --- */

static void *
create_object (const char *name, size_t size)
{
#ifdef _WIN32
  HANDLE section = CreateFileMappingA (INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, (DWORD) size, name);

  if (section == NULL || GetLastError () == ERROR_ALREADY_EXISTS)
    return NULL;
  return MapViewOfFile (section, FILE_MAP_WRITE, 0, 0, 0); /* the handle stays open until the end */
#else
  int fd = shm_open (name, O_RDWR | O_CREAT | O_EXCL, 0600);
  void *view;

  if (fd < 0 || ftruncate (fd, (off_t) size) != 0)
    return NULL;
  view = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  return view != MAP_FAILED ? view : NULL;
#endif
}

int
main (int argc, char **argv)
{
  void *object = argc == 2 ? create_object (argv[1], object_size) : NULL;

  if (object == NULL)
    {
      perror ("publisher");
      return 1;
    }
  fill_object (object);
  puts ("ready");
  fflush (stdout);
  while (getchar () != EOF)
    ;
#ifndef _WIN32
  shm_unlink (argv[1]);
#endif
  return 0;
}
