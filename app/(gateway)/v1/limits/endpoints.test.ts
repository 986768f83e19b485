import { appDatabase } from "@/lib/testing/app-database";
import { endpointSuite } from "@/lib/testing/endpoint-suite";
import type { Endpoint } from "@/lib/transport/define-endpoint";
import { limitsEndpoints } from "./endpoints";

const { db } = await appDatabase();
const [list] = limitsEndpoints as [Endpoint];

endpointSuite(list, { db });
