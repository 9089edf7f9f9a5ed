/* Points in time of every kind, without a time zone: dates are UTC and say so.  What is no date that
 * people write (before the year 1, after 999999; reals that nanoseconds do not tell apart) stays a number. */

#include "config.h"

#include "core/value-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define NS_PER_S 1000000000
#define NS_PER_DAY ((MgSignedBits) 86400 * NS_PER_S)
#define YEAR_MAX 999999

typedef struct
{
  const char *name;
  guint digits;      /* behind the point of seconds */
  gboolean since_boot;
  gint64 epoch_s;    /* of its zero, Unix time */
} Kind;

static const Kind kinds[] = {
  [MG_TIME_NONE] = { NULL, 0, FALSE, 0 },
  [MG_TIME_UNIX] = { "unix", 0, FALSE, 0 },
  [MG_TIME_UNIX_MS] = { "unix_ms", 3, FALSE, 0 },
  [MG_TIME_UNIX_US] = { "unix_us", 6, FALSE, 0 },
  [MG_TIME_UNIX_NS] = { "unix_ns", 9, FALSE, 0 },
  [MG_TIME_FILETIME] = { "filetime", 7, FALSE, G_GINT64_CONSTANT (-11644473600) },
  [MG_TIME_OLE] = { "ole", 0, FALSE, G_GINT64_CONSTANT (-2209161600) },
  [MG_TIME_MONOTONIC_NS] = { "monotonic", 9, TRUE, 0 },
  [MG_TIME_MONOTONIC_US] = { "monotonic_us", 6, TRUE, 0 },
  [MG_TIME_MONOTONIC_MS] = { "monotonic_ms", 3, TRUE, 0 },
  [MG_TIME_QPC] = { "qpc", 7, TRUE, 0 },
  [MG_TIME_TICK_MS] = { "tick", 3, TRUE, 0 },
};

gboolean
mg_time_kind_from_string (const char *name, MgTimeKind *kind)
{
  for (guint i = MG_TIME_NONE + 1; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (name, kinds[i].name))
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

static gint64
power_of_ten (guint n)
{
  gint64 power = 1;

  while (n-- > 0)
    power *= 10;
  return power;
}

static MgSignedBits
divide_down (MgSignedBits a, MgSignedBits b)
{
  return a / b - (a % b < 0 ? 1 : 0);
}

/* Nanoseconds: since 1970, or since the system's start */

static gboolean
is_real (const MgFormat *format)
{
  return format->kind == MG_FORMAT_FLOAT || format->kind == MG_FORMAT_BFLOAT16
         || format->kind == MG_FORMAT_X87;
}

static gboolean
has_time (const MgFormat *format)
{
  return format->time != MG_TIME_NONE
         && (format->kind == MG_FORMAT_SIGNED || format->kind == MG_FORMAT_UNSIGNED || is_real (format));
}

/* Rounds a double times a factor. */
static gboolean
multiply_real (double number, MgSignedBits factor, MgSignedBits *product)
{
  MgReal real = mg_real_from_double (number);
  MgSignedBits result = (MgSignedBits) real.significand * factor;

  if (real.class != MG_REAL_FINITE || real.exponent > 20)
    return FALSE;
  if (real.exponent >= 0)
    result <<= real.exponent;
  else if (real.exponent < -126)
    result = 0;
  else
    result = (result + ((MgSignedBits) 1 << (-real.exponent - 1))) >> -real.exponent;
  *product = real.negative ? -result : result;
  return TRUE;
}

static gboolean
get_ns (const MgFormat *format, const MgValue *value, MgSignedBits *ns)
{
  const Kind *kind = &kinds[format->time];
  MgSignedBits number = (MgSignedBits) value->bits, per_unit = power_of_ten (9 - kind->digits);

  if (format->time == MG_TIME_OLE)
    {
      /* days go down from zero, and times of day always up */
      double days = trunc (value->real);

      if (!is_real (format) || !(fabs (value->real) < 4e8)
          || !multiply_real (fabs (value->real - days), NS_PER_DAY, ns))
        return FALSE;
      *ns += (MgSignedBits) days * NS_PER_DAY;
    }
  else if (is_real (format))
    {
      if (!multiply_real (value->real, per_unit, ns))
        return FALSE;
    }
  else
    {
      if (number > (MgSignedBits) 1 << 64 || number < -((MgSignedBits) 1 << 64))
        return FALSE;
      *ns = number * per_unit;
    }
  *ns += (MgSignedBits) kind->epoch_s * NS_PER_S;
  return TRUE;
}

/* The inverse: FALSE where it is between two numbers, or over them. */
static gboolean
bits_from_ns (const MgFormat *format, MgSignedBits ns, MgBits *bits)
{
  const Kind *kind = &kinds[format->time];
  MgSignedBits per_unit = power_of_ten (9 - kind->digits);
  gboolean is_signed = format->kind == MG_FORMAT_SIGNED;

  ns -= (MgSignedBits) kind->epoch_s * NS_PER_S;
  if (is_real (format))
    {
      const MgRealFormat *real_format = mg_real_get_format (format);
      g_autoptr (GString) digits = g_string_new (NULL);
      MgReal real;

      if (real_format == NULL)
        return FALSE;
      if (format->time == MG_TIME_OLE)
        {
          MgSignedBits days = divide_down (ns, NS_PER_DAY);
          double part = (double) (ns - days * NS_PER_DAY) / (double) NS_PER_DAY;

          mg_double_append (digits, days < 0 ? (double) days - part : (double) days + part, -1);
          return mg_real_parse (real_format, digits->str, bits);
        }
      mg_bits_append (digits, ns < 0 ? -(MgBits) ns : (MgBits) ns, 10, 1);
      real = mg_real_from_digits (real_format, digits->str, digits->len, -(gint64) (9 - kind->digits));
      real.negative = ns < 0;
      *bits = mg_real_pack (real_format, &real);
      return real.class == MG_REAL_FINITE;
    }
  if (ns % per_unit != 0)
    return FALSE;
  ns /= per_unit;
  if (!mg_bits_fit (ns < 0, ns < 0 ? -(MgBits) ns : (MgBits) ns, format->bit_size, is_signed))
    return FALSE;
  *bits = (MgBits) ns;
  return TRUE;
}

/* Dates */

/* The calendar counts years from March on here, so that the odd day is the last one.
 * See Howard Hinnant, chrono-Compatible Low-Level Date Algorithms. */
static void
date_from_days (gint64 days, gint64 *year, guint *month, guint *day)
{
  gint64 era, in_era, year_of_era, day_of_year, m;

  days += 719468;
  era = (days >= 0 ? days : days - 146096) / 146097;
  in_era = days - era * 146097;
  year_of_era = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
  day_of_year = in_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  m = (5 * day_of_year + 2) / 153;
  *day = (guint) (day_of_year - (153 * m + 2) / 5 + 1);
  *month = (guint) (m < 10 ? m + 3 : m - 9);
  *year = year_of_era + era * 400 + (*month <= 2 ? 1 : 0);
}

static gint64
days_from_date (gint64 year, guint month, guint day)
{
  gint64 y = month <= 2 ? year - 1 : year;
  gint64 era = (y >= 0 ? y : y - 399) / 400, year_of_era = y - era * 400;
  gint64 day_of_year = (153 * (gint64) (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

static void
append_fraction (GString *text, gint64 ns, guint digits)
{
  g_autofree char *all = g_strdup_printf ("%09d", (int) ns);

  if (digits > 0)
    g_string_append_printf (text, ".%.*s", (int) digits, all);
}

/* FALSE for what is no date. */
static gboolean
append_ns (GString *text, const Kind *kind, MgSignedBits ns, guint digits)
{
  MgSignedBits seconds = divide_down (ns, NS_PER_S), days = divide_down (seconds, 86400);
  gint64 year, rest;
  guint month, day;

  if (kind->since_boot)
    {
      gboolean negative = ns < 0;
      gint64 hours;

      ns = negative ? -ns : ns;
      seconds = ns / NS_PER_S;
      if (seconds > G_MAXINT64)
        return FALSE;
      hours = (gint64) (seconds / 3600);
      rest = (gint64) (seconds % 3600);
      g_string_append_printf (text, "%s%" G_GINT64_FORMAT ":%02d:%02d", negative ? "-" : "", hours,
                              (int) (rest / 60), (int) (rest % 60));
      append_fraction (text, (gint64) (ns % NS_PER_S), digits);
      return TRUE;
    }
  if (days < days_from_date (1, 1, 1) || days > days_from_date (YEAR_MAX, 12, 31))
    return FALSE;
  date_from_days ((gint64) days, &year, &month, &day);
  rest = (gint64) (seconds - days * 86400);
  g_string_append_printf (text, "%04d-%02u-%02u %02d:%02d:%02d", (int) year, month, day, (int) (rest / 3600),
                          (int) (rest / 60 % 60), (int) (rest % 60));
  append_fraction (text, (gint64) (ns - seconds * NS_PER_S), digits);
  g_string_append_c (text, 'Z');
  return TRUE;
}

gboolean
mg_time_append (GString *text, const MgFormat *format, const MgValue *value)
{
  const Kind *kind = &kinds[format->time];
  MgSignedBits ns;

  if (!has_time (format) || format->time == MG_TIME_QPC || mg_format_is_scaled (format)
      || !get_ns (format, value, &ns))
    return FALSE;
  if (!is_real (format))
    return append_ns (text, kind, ns, kind->digits);
  /* as few digits as give this real again */
  for (guint digits = 0; digits <= 9; digits++)
    {
      MgSignedBits unit = power_of_ten (9 - digits);
      MgSignedBits rounded = divide_down (ns + unit / 2, unit) * unit;
      MgBits bits;

      if (bits_from_ns (format, rounded, &bits)
          && bits == (value->bits & mg_bits_mask (mg_real_get_format (format)->bit_size)))
        return append_ns (text, kind, rounded, digits);
    }
  return FALSE;
}

/* Ages */

char *
mg_age_to_string (gint64 age_us)
{
  gboolean future = age_us < 0;
  guint64 ms = (future ? -(guint64) age_us : (guint64) age_us) / 1000;
  guint64 s = ms / 1000;

  if (ms < 1000)
    return g_strdup_printf (future ? _ ("in %d ms") : _ ("%d ms ago"), (int) ms);
  if (s < 60)
    return g_strdup_printf (future ? _ ("in %d s") : _ ("%d s ago"), (int) s);
  if (s < 60 * 60)
    return g_strdup_printf (future ? _ ("in %d min") : _ ("%d min ago"), (int) (s / 60));
  if (s < 48 * 60 * 60)
    return g_strdup_printf (future ? _ ("in %d h") : _ ("%d h ago"), (int) (s / 3600));
  s /= 86400;
  if (s < 730)
    return g_strdup_printf (future ? _ ("in %d days") : _ ("%d days ago"), (int) s);
  return g_strdup_printf (future ? _ ("in %d years") : _ ("%d years ago"),
                          (int) MIN (s * 400 / 146097, G_MAXINT));
}

void
mg_time_append_age (GString *text, const MgFormat *format, const MgValue *value,
                    const MgValueContext *context)
{
  const Kind *kind = &kinds[format->time];
  gint64 now_us = context == NULL ? 0 : kind->since_boot ? context->monotonic_us : context->real_time_us;
  MgSignedBits ns, age_us;
  g_autofree char *age = NULL;

  if (!has_time (format) || mg_format_is_scaled (format) || !get_ns (format, value, &ns))
    return;
  if (format->time == MG_TIME_QPC)
    {
      guint64 frequency = context != NULL && context->qpc_frequency != 0 ? context->qpc_frequency : 10000000;

      ns = ns / 100 * NS_PER_S / frequency;
    }
  age_us = (MgSignedBits) now_us - divide_down (ns, 1000);
  /* milliseconds of 32 bits begin again every 49.7 days */
  if (format->time == MG_TIME_TICK_MS && format->bit_size == 32 && !is_real (format))
    age_us = ((MgSignedBits) (gint32) (guint32) (guint64) divide_down (age_us, 1000)) * 1000;
  if (age_us > G_MAXINT64 || age_us < -G_MAXINT64)
    return;
  /* of whole seconds nobody can tell milliseconds */
  if (format->time == MG_TIME_UNIX && !is_real (format) && age_us > -G_USEC_PER_SEC
      && age_us < G_USEC_PER_SEC)
    age = g_strdup (_ ("now"));
  else
    age = mg_age_to_string ((gint64) age_us);
  if (format->time == MG_TIME_QPC)
    {
      g_string_append (text, " (");
      append_ns (text, kind, ns, 6);
      g_string_append_printf (text, now_us != 0 ? ", %s)" : ")", age);
    }
  else if (now_us != 0)
    g_string_append_printf (text, " (%s)", age);
}

/* Parsing */

static const char *
parse_number (const char *text, guint least, guint most, gint64 *number)
{
  guint n = 0;

  for (*number = 0; n < most && g_ascii_isdigit (*text); n++, text++)
    *number = *number * 10 + (*text - '0');
  return n >= least ? text : NULL;
}

/* "07:03", "07:03:11.250"; hours below @limit */
static const char *
parse_clock (const char *text, guint most, gint64 limit, MgSignedBits *ns)
{
  gint64 parts[3] = { 0 }, fraction = 0;

  for (guint i = 0; i < 3; i++)
    {
      if (i > 0 && *text != ':')
        {
          if (i == 1)
            return NULL;
          break;
        }
      text = parse_number (text + (i > 0 ? 1 : 0), i > 0 ? 2 : 1, i > 0 ? 2 : most, &parts[i]);
      if (text == NULL || parts[i] >= (i > 0 ? 60 : limit))
        return NULL;
    }
  if (*text == '.')
    {
      const char *digits = text + 1;

      text = parse_number (digits, 1, 9, &fraction);
      if (text == NULL)
        return NULL;
      fraction *= power_of_ten (9 - (guint) (text - digits));
    }
  *ns = ((MgSignedBits) parts[0] * 3600 + parts[1] * 60 + parts[2]) * NS_PER_S + fraction;
  return text;
}

static gboolean
parse_date (const char *text, MgSignedBits *ns)
{
  gint64 year, month, day, back_year, days;
  guint back_month, back_day;

  text = parse_number (text, 4, 6, &year);
  if (text == NULL || *text != '-' || (text = parse_number (text + 1, 2, 2, &month)) == NULL || *text != '-'
      || (text = parse_number (text + 1, 2, 2, &day)) == NULL)
    return FALSE;
  if (year < 1 || month < 1 || month > 12)
    return FALSE;
  days = days_from_date (year, (guint) month, (guint) day);
  date_from_days (days, &back_year, &back_month, &back_day);
  if (back_month != month || back_day != day)
    return FALSE;
  *ns = 0;
  if (*text == ' ' || *text == 'T')
    text = parse_clock (text + 1, 2, 24, ns);
  if (text == NULL || !(g_str_equal (text, "") || g_str_equal (text, "Z") || g_str_equal (text, " UTC")))
    return FALSE;
  *ns += days * NS_PER_DAY;
  return TRUE;
}

gboolean
mg_time_parse (const MgFormat *format, const char *text, MgBits *bits)
{
  MgSignedBits ns;

  if (!has_time (format) || format->time == MG_TIME_QPC)
    return FALSE;
  if (kinds[format->time].since_boot)
    {
      gboolean negative = *text == '-';
      const char *end = parse_clock (text + (negative ? 1 : 0), 18, G_MAXINT64 / 3600, &ns);

      if (end == NULL || *end != '\0')
        return FALSE;
      ns = negative ? -ns : ns;
    }
  else if (!parse_date (text, &ns))
    return FALSE;
  return bits_from_ns (format, ns, bits);
}
