import { formatCount, formatCountExact } from "@/lib/core/format";

/** How many a limit allows: `60`, `2M`, `None`, `No limit`. */
export function limitWords(value: number | null): string {
  if (value === null) return "No limit";
  return value === 0 ? "None" : formatCount(value);
}

/** How much of a limit is left, in words: `23 of 60 left`. */
export function headRoomWords(used: number, limit: number): string {
  return `${formatCountExact(Math.max(0, limit - used))} of ${formatCountExact(limit)} left`;
}
