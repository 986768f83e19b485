import type { Ctx } from "@/lib/context";
import type { LogFilter } from "@/lib/logs/contract";
import type { LogPlace, LogView } from "../log-address";
import type { NamesOf } from "../toolbar/filter-words";

/** Which rows are shown, and of which place. */
export type ListProps = {
  ctx: Ctx;
  place: LogPlace;
  view: LogView;
  filter: LogFilter;
  zone: string;
  names: NamesOf;
};
