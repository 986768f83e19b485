const CENT = 10_000_000n;

/** The smallest step that amounts of a report are rounded to, in nano-dollars: at most a cent. */
export function amountStep(amounts: ReadonlyArray<bigint>): bigint {
  let step = CENT;
  for (const amount of amounts) while (step > 1n && amount % step !== 0n) step /= 10n;
  return step;
}
