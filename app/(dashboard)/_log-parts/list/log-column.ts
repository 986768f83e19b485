import type { ReactNode } from "react";
import type { LogRow } from "@/lib/logs/contract";

/** What a row needs besides what it says: where its panel opens, the zone of its times, and the slowest of the page. */
export type RowPlace = {
  href: (row: LogRow) => string;
  zone: string;
  slowestMs: number;
  /** Costs as their column writes them, by the ids of the rows. */
  costs: ReadonlyMap<string, string>;
};

export type Column = {
  name: string;
  header: string;
  end?: boolean;
  /** It stays while a panel takes the place of the others. */
  beside?: boolean;
  /** Shown only when somebody asks for it. */
  optional?: boolean;
  /** On phones: `half` stands beside its neighbour, `plain` without its label; `panel` is left to the panel of the row. */
  onPhone?: "half" | "plain" | "panel";
  cell: (row: LogRow, place: RowPlace, isOpen: boolean) => ReactNode;
};
