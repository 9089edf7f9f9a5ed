#pragma once

#include <glib.h>

/* A fuzz target: one function that takes any bytes and aborts where something that must always hold
 * does not.  libFuzzer drives it (meson setup -Dfuzz=enabled with clang), or fuzz-main.c does for a
 * moment, always with the same inputs, as a test. */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Where fuzz-main.c starts from; ends with NULL. */
extern const char *const fuzz_seeds[];

/* Between two texts of one input, where a target takes several. */
#define FUZZ_NEXT 0x1e
