import { auditEndpoints, auditEntryEndpoints } from "./endpoints";
import { exportEndpoints } from "./export/endpoints";
import { verifyEndpoints } from "./verify/endpoints";

/** Every operation below `/v1/audit`. */
export const operations = [
  ...auditEndpoints,
  ...auditEntryEndpoints,
  ...exportEndpoints,
  ...verifyEndpoints,
].map(({ operation }) => operation);
