import { keyRoute } from "../key-route";
import { readForecast } from "./read-forecast";

/** How long an amount that is typed on the key's page would last. */
export const GET = keyRoute(readForecast);
