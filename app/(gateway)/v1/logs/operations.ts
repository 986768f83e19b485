import { logPayloadEndpoints } from "./[id]/payload/endpoints";
import { logEndpoints, logsEndpoints } from "./endpoints";
import { exportLogsEndpoints } from "./export/endpoints";
import { logsGateEndpoints } from "./gate/[gateId]/endpoints";
import { overviewEndpoints } from "./overview/endpoints";

/** Every operation below `/v1/logs`. */
export const operations = [
  ...logsEndpoints,
  ...logEndpoints,
  ...logPayloadEndpoints,
  ...overviewEndpoints,
  ...logsGateEndpoints,
  ...exportLogsEndpoints,
].map(({ operation }) => operation);
