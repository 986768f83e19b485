/**
 * Where a floating part belongs in the page: the dialog its anchor is in, so that the dialog neither hides nor covers
 * it, else `main`, so that everything on a page lies within a landmark.
 */
export function layerHome(anchor: Element): HTMLElement {
  return (
    anchor.closest<HTMLElement>("[role=dialog], [role=alertdialog]") ??
    document.querySelector("main") ??
    document.body
  );
}
