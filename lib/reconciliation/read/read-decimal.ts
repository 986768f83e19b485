const MOST_DIGITS = 60;

/**
 * Decimal text as a whole number of 10^-places, rounded half away from zero: exactly what it says, with an exponent or without.
 * Null for anything else.
 */
export function readDecimal(text: string, places: number): bigint | null {
  const parts = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i.exec(text);
  if (parts === null) return null;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = parts;
  const digits = whole + fraction;
  if (digits === "" || digits.length > MOST_DIGITS) return null;
  const shift = places - fraction.length + Number(exponent);
  if (Math.abs(shift) > MOST_DIGITS) return null;
  const size = BigInt(digits);
  const value = shift >= 0 ? size * 10n ** BigInt(shift) : rounded(size, 10n ** BigInt(-shift));
  return sign === "-" ? -value : value;
}

function rounded(size: bigint, unit: bigint): bigint {
  return (size + unit / 2n) / unit;
}
