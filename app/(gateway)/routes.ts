import type { GatewayRoute } from "@/lib/transport/node-http";
import * as health from "./health/route";
import * as chatCompletions from "./v1/chat/completions/route";
import * as gateActivity from "./v1/gates/[id]/activity/route";
import * as gateHistory from "./v1/gates/[id]/history/route";
import * as gateRollback from "./v1/gates/[id]/rollback/route";
import * as gateById from "./v1/gates/[id]/route";
import * as gatesActivity from "./v1/gates/activity/route";
import * as gatesExport from "./v1/gates/export/route";
import * as gatesHistory from "./v1/gates/history/route";
import * as gatesImport from "./v1/gates/import/route";
import * as gateByName from "./v1/gates/name/[name]/route";
import * as gatesOpenClaw from "./v1/gates/openclaw/route";
import * as gates from "./v1/gates/route";
import * as key from "./v1/key/route";
import * as keyById from "./v1/keys/[id]/route";
import * as keys from "./v1/keys/route";
import * as models from "./v1/models/route";
import * as openApi from "./v1/openapi.json/route";

/** The route files that the server mounts before Next. A test holds this list equal to the folders. */
export const gatewayRoutes: GatewayRoute[] = [
  { path: "/v1/chat/completions", module: chatCompletions },
  { path: "/v1/models", module: models },
  { path: "/v1/key", module: key },
  { path: "/v1/keys", module: keys },
  { path: "/v1/keys/:id", module: keyById },
  { path: "/v1/gates", module: gates },
  { path: "/v1/gates/history", module: gatesHistory },
  { path: "/v1/gates/activity", module: gatesActivity },
  { path: "/v1/gates/openclaw", module: gatesOpenClaw },
  { path: "/v1/gates/export", module: gatesExport },
  { path: "/v1/gates/import", module: gatesImport },
  // Before those of an id, as in Next: in `/v1/gates/name/history` the last part is a name.
  { path: "/v1/gates/name/:name", module: gateByName },
  { path: "/v1/gates/:id", module: gateById },
  { path: "/v1/gates/:id/history", module: gateHistory },
  { path: "/v1/gates/:id/activity", module: gateActivity },
  { path: "/v1/gates/:id/rollback", module: gateRollback },
  { path: "/v1/openapi.json", module: openApi },
  { path: "/health", module: health },
];
