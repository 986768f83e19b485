export const GATES_CAPTION_ID = "gates-table";

/** Where the focus goes when what asked is gone: the name of the table, or the page's heading. */
export function headingOf(): HTMLElement | true {
  const found = document.getElementById(GATES_CAPTION_ID) ?? document.querySelector("h1");
  if (found === null) return true;
  found.tabIndex = -1;
  return found;
}
