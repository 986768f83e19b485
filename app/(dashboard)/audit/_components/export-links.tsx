import { Download } from "lucide-react";
import { buttonStyles } from "@/components/ui/button";

/** Files of what the filters leave in. */
export function ExportLinks({ query }: { query: string }) {
  const filter = query === "" ? "" : `&${query}`;
  return (["csv", "json"] as const).map((format) => (
    <a key={format} href={`/audit/export?format=${format}${filter}`} download className={buttonStyles({})}>
      <Download aria-hidden="true" className="size-4" />
      <span className="sr-only">Export as </span>
      {format.toUpperCase()}
    </a>
  ));
}
