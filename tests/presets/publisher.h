#pragma once

#include <stddef.h>

/* A publisher of one structure: a program of its own, which a real compiler lays out.  It makes an object,
 * sets every field by its name, and tells each value on standard output as it does so:
 *
 *     integer PATH VALUE
 *     real PATH VALUE
 *     text PATH VALUE  (UTF-8, \\ and \n escaped)
 *     bytes PATH HEX   (PATH[0] and so on)
 *     ready
 *
 * Then it waits for the end of standard input, and takes the object away.  A program is publisher.c
 * together with one file that defines these two: */
extern const size_t object_size;
void fill_object (void *object);

#define SET_INTEGER(field, value, ...) tell_integer ((long long) ((field) = (value)), __VA_ARGS__)
#define SET_REAL(field, value, ...) tell_real ((double) ((field) = (value)), __VA_ARGS__)
/* An array of characters: all of it is set, to its end with NULs where there is room. */
#define SET_TEXT(field, value, ...) \
  tell_text (set_text ((field), (value), sizeof (field), sizeof ((field)[0])), __VA_ARGS__)
/* An array of bytes, which count up. */
#define SET_BYTES(field, first, ...) \
  tell_bytes (set_bytes ((field), (first), sizeof (field)), sizeof (field), __VA_ARGS__)

/* Values that no other member has, but for small types: for what is generated. */
long long next_integer (int bits, int is_signed);
double next_real (void); /* exact in a float */
/* @unit: bytes of a character; @is_ascii: no others.  Every fifth one has no room for a NUL */
const char *next_text (size_t n_characters, size_t unit, int is_ascii);

void tell_integer (long long value, const char *path, ...) __attribute__ ((format (gnu_printf, 2, 3)));
void tell_real (double value, const char *path, ...) __attribute__ ((format (gnu_printf, 2, 3)));
void tell_text (const char *value, const char *path, ...) __attribute__ ((format (gnu_printf, 2, 3)));
void tell_bytes (const void *bytes, size_t size, const char *path, ...)
    __attribute__ ((format (gnu_printf, 3, 4)));
/* @value: UTF-8, of the basic plane; @unit: bytes of a character of the field: 1 takes what is above ASCII as
 * Windows' code page 1252 has it, where it is in Latin-1 too */
const char *set_text (void *field, const char *value, size_t size, size_t unit);
const void *set_bytes (void *field, int first, size_t size);
