/** A page does not wait longer than this for what a provider has to be asked. */
const PATIENCE_MS = 1_500;

/** What `work` gives, or `otherwise` when that takes too long. Throws what `work` throws in time. */
export async function inTime<T, O>(work: Promise<T>, otherwise: O): Promise<T | O> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<O>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, otherwise);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
