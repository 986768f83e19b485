/** Writes the bundles, and with `types` the declarations, to `outdir`. */
export function buildSdk(options?: { outdir?: string; types?: boolean }): Promise<void>;
