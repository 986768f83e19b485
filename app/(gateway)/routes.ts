import type { GatewayRoute } from "@/lib/transport/node-http";
import * as health from "./health/route";
import * as chatCompletions from "./v1/chat/completions/route";
import * as key from "./v1/key/route";
import * as keyById from "./v1/keys/[id]/route";
import * as keys from "./v1/keys/route";
import * as models from "./v1/models/route";
import * as openApi from "./v1/openapi.json/route";
import * as providerKeyById from "./v1/provider-keys/[id]/route";
import * as providerKeyTest from "./v1/provider-keys/[id]/test/route";
import * as providerKeyToggle from "./v1/provider-keys/[id]/toggle/route";
import * as providerKeys from "./v1/provider-keys/route";

/** The route files that the server mounts before Next. A test holds this list equal to the folders. */
export const gatewayRoutes: GatewayRoute[] = [
  { path: "/v1/chat/completions", module: chatCompletions },
  { path: "/v1/models", module: models },
  { path: "/v1/key", module: key },
  { path: "/v1/keys", module: keys },
  { path: "/v1/keys/:id", module: keyById },
  { path: "/v1/provider-keys", module: providerKeys },
  { path: "/v1/provider-keys/:id", module: providerKeyById },
  { path: "/v1/provider-keys/:id/test", module: providerKeyTest },
  { path: "/v1/provider-keys/:id/toggle", module: providerKeyToggle },
  { path: "/v1/openapi.json", module: openApi },
  { path: "/health", module: health },
];
