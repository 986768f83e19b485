import { costsEndpoints } from "./costs/endpoints";
import { usageEndpoints } from "./endpoints";

/** Every operation below `/v1/usage`. */
export const operations = [...usageEndpoints, ...costsEndpoints].map(({ operation }) => operation);
