import { enforcementEndpoints, resetEndpoints, setLimitEndpoints, spendingEndpoints } from "./endpoints";
import { raiseEndpoints, spendingLimitEndpoints, spendingLimitsEndpoints } from "./limits/endpoints";
import { testAlertEndpoints } from "./test-alert/endpoints";

/** Every operation below `/v1/spending`. */
export const operations = [
  ...spendingEndpoints,
  ...setLimitEndpoints,
  ...enforcementEndpoints,
  ...resetEndpoints,
  ...spendingLimitsEndpoints,
  ...spendingLimitEndpoints,
  ...raiseEndpoints,
  ...testAlertEndpoints,
].map(({ operation }) => operation);
