import { cookies } from "next/headers";
import { isZoneName } from "@/lib/core/time-choice";

export const ZONE_COOKIE = "layer-zone";

/** The zone of the browser, as it told us in a cookie; UTC until it has. */
export async function browserZone(): Promise<string> {
  const zone = decode((await cookies()).get(ZONE_COOKIE)?.value ?? "");
  return isZoneName(zone) ? zone : "UTC";
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
