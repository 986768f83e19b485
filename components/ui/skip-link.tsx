export const MAIN_ID = "content";

/** The first thing Tab reaches on every page: jumps over the navigation to `<main id={MAIN_ID} tabIndex={-1}>`. */
export function SkipLink() {
  return (
    <a
      href={`#${MAIN_ID}`}
      className="sr-only z-50 rounded-md border border-line-strong bg-raised px-3 py-2 font-medium text-ink focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
    >
      Skip to content
    </a>
  );
}
