/** More than are ever in use together: a few kinds in a few dozen zones. */
const MOST_KEPT = 500;

const kept = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

/** A formatter of numbers with these options. It is kept, since making one takes fifty times as long as using it. */
export function numberFormatter(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return keep(`number ${locale} ${JSON.stringify(options)}`, () => new Intl.NumberFormat(locale, options));
}

/** A formatter of moments with these options, kept as those of numbers are. Throws a RangeError for a zone that there is not. */
export function momentFormatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return keep(`moment ${locale} ${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(locale, options));
}

function keep<Formatter extends Intl.NumberFormat | Intl.DateTimeFormat>(
  name: string,
  make: () => Formatter,
): Formatter {
  const known = kept.get(name);
  // A name says of which kind its formatter is.
  if (known !== undefined) return known as Formatter;
  if (kept.size >= MOST_KEPT) kept.clear();
  const made = make();
  kept.set(name, made);
  return made;
}
