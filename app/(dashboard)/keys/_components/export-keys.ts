/** Downloads keys as a file: those that are named, or those that the address of the list shows. */
export function exportKeys(format: "csv" | "json", which: { ids: string[] } | { address: string }): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = `/keys/bulk/export${"address" in which ? which.address : ""}`;
  const fields = { format, ...("ids" in which && { ids: which.ids.join(",") }) };
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name, value });
    form.append(input);
  }
  document.body.append(form);
  form.submit();
  form.remove();
}
