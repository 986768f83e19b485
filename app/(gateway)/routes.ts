import type { GatewayRoute } from "@/lib/transport/node-http";
import * as health from "./health/route";
import * as chatCompletions from "./v1/chat/completions/route";
import * as testGate from "./v1/gates/test/route";
import * as key from "./v1/key/route";
import * as keyById from "./v1/keys/[id]/route";
import * as keys from "./v1/keys/route";
import * as countTokens from "./v1/messages/count_tokens/route";
import * as messages from "./v1/messages/route";
import * as models from "./v1/models/route";
import * as openApi from "./v1/openapi.json/route";

/** The route files that the server mounts before Next. A test holds this list equal to the folders. */
export const gatewayRoutes: GatewayRoute[] = [
  { path: "/v1/chat/completions", module: chatCompletions },
  { path: "/v1/messages", module: messages },
  { path: "/v1/messages/count_tokens", module: countTokens },
  { path: "/v1/models", module: models },
  { path: "/v1/gates/test", module: testGate },
  { path: "/v1/key", module: key },
  { path: "/v1/keys", module: keys },
  { path: "/v1/keys/:id", module: keyById },
  { path: "/v1/openapi.json", module: openApi },
  { path: "/health", module: health },
];
