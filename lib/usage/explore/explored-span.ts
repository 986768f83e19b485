import { AppError } from "@/lib/core/errors";
import { DAY_MS, MINUTE_MS, type TimeRange } from "@/lib/core/time";
import { isZoneName } from "@/lib/core/time-choice";
import { wholeHours } from "../contract";
import type { ExploreQuery } from "./contract";

const MOST_SERIES = 50;
/** So that no answer has more than some 1,500 bars. */
const MOST_DAYS_OF_HOURS = 62;

/**
 * The span that a query counts: whole minutes for minutes, else whole hours. Throws `invalid_field` for a query that cannot be
 * answered, naming what is wrong with it.
 */
export function exploredSpan(query: ExploreQuery): TimeRange {
  const { from, to, zone, grain, group, subgroup, top } = query;
  const hours = wholeHours({ from, to });
  if (!isZoneName(zone)) refuse("zone", "The time zone is not known. Use an IANA name such as Asia/Tokyo.");
  if (!Number.isInteger(top) || top < 1 || top > MOST_SERIES) {
    refuse("top", `Between 1 and ${MOST_SERIES} series can be told apart.`);
  }
  if (group && group === subgroup) refuse("subgroup", "The subgroup has to be another one than the group.");
  if (grain === "hour" && hours.to.getTime() - hours.from.getTime() > MOST_DAYS_OF_HOURS * DAY_MS) {
    refuse(
      "grain",
      `Hours are counted over ${MOST_DAYS_OF_HOURS} days at most. Choose a shorter span or days.`,
    );
  }
  if (grain !== "minute") return hours;
  const minutes = {
    from: new Date(Math.floor(from.getTime() / MINUTE_MS) * MINUTE_MS),
    to: new Date(Math.ceil(to.getTime() / MINUTE_MS) * MINUTE_MS),
  };
  if (minutes.to.getTime() - minutes.from.getTime() > DAY_MS) {
    refuse("grain", "Minutes are counted over a day at most. Choose a shorter span or hours.");
  }
  return minutes;
}

function refuse(param: string, message: string): never {
  throw new AppError("invalid_field", message, { param });
}
