import { useEffect, useState } from "react";
import { MINUTE_MS } from "@/lib/core/time";

/** The present, told again every minute; null on the server. */
export function useMinute(): Date | null {
  const [now, setNow] = useState<Date | null>(null);
  useEffect(() => {
    setNow(new Date());
    const timer = setInterval(() => setNow(new Date()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
