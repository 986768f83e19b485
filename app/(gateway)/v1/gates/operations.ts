import { gateByIdEndpoints } from "./[id]/endpoints";
import { rollbackEndpoints } from "./[id]/rollback/endpoints";
import { gateActivityEndpoints, gatesActivityEndpoints } from "./activity/endpoints";
import { gatesEndpoints } from "./endpoints";
import { exportEndpoints } from "./export/endpoints";
import { gateHistoryEndpoints, gatesHistoryEndpoints } from "./history/endpoints";
import { importEndpoints } from "./import/endpoints";
import { gateByNameEndpoints } from "./name/[name]/endpoints";
import { openClawEndpoints } from "./openclaw/endpoints";

/** Every operation below `/v1/gates`. */
export const operations = [
  ...gatesEndpoints,
  ...gateByIdEndpoints,
  ...gateByNameEndpoints,
  ...gateHistoryEndpoints,
  ...gateActivityEndpoints,
  ...rollbackEndpoints,
  ...gatesHistoryEndpoints,
  ...gatesActivityEndpoints,
  ...exportEndpoints,
  ...importEndpoints,
  ...openClawEndpoints,
].map(({ operation }) => operation);
