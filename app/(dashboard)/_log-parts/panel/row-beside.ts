/** The address of the row after (1) or before (-1) the one with this id on the page; null at its ends. */
export function rowBeside(id: string, step: 1 | -1): string | null {
  const rows = [...document.querySelectorAll<HTMLAnchorElement>("a[data-log-row]")];
  const at = rows.findIndex((row) => row.id === `row-${id}`);
  // A row that is not on this page has no neighbours here: going on begins at the page's first.
  const next = at < 0 ? rows[0] : rows[at + step];
  return next?.getAttribute("href") ?? null;
}
