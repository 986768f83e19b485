import type { GatewayRoute } from "@/lib/transport/node-http";
import * as health from "./health/route";
import * as chatCompletions from "./v1/chat/completions/route";
import * as gateSuggestions from "./v1/gates/[id]/suggestions/route";
import * as suggestions from "./v1/gates/suggestions/route";
import * as key from "./v1/key/route";
import * as keyById from "./v1/keys/[id]/route";
import * as keys from "./v1/keys/route";
import * as modelById from "./v1/models/[id]/route";
import * as models from "./v1/models/route";
import * as openApi from "./v1/openapi.json/route";
import * as priceById from "./v1/prices/[id]/route";
import * as prices from "./v1/prices/route";
import * as registry from "./v1/registry/route";

/** The route files that the server mounts before Next. A test holds this list equal to the folders. */
export const gatewayRoutes: GatewayRoute[] = [
  { path: "/v1/chat/completions", module: chatCompletions },
  { path: "/v1/models", module: models },
  { path: "/v1/models/:id", module: modelById },
  { path: "/v1/registry", module: registry },
  { path: "/v1/prices", module: prices },
  { path: "/v1/prices/:id", module: priceById },
  { path: "/v1/gates/suggestions", module: suggestions },
  { path: "/v1/gates/:id/suggestions", module: gateSuggestions },
  { path: "/v1/key", module: key },
  { path: "/v1/keys", module: keys },
  { path: "/v1/keys/:id", module: keyById },
  { path: "/v1/openapi.json", module: openApi },
  { path: "/health", module: health },
];
