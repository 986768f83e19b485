import { payloadsEndpoints } from "./endpoints";
import { payloadPolicyEndpoints } from "./policy/endpoints";

/** Every operation below `/v1/payloads`. */
export const operations = [...payloadsEndpoints, ...payloadPolicyEndpoints].map(({ operation }) => operation);
