import { countTokens } from "@/lib/gateway/formats/count-tokens";
import { runGateway } from "@/lib/gateway/pipeline";
import { gatewayDeps } from "@/lib/transport/gateway-deps";

export const POST = (request: Request): Promise<Response> => runGateway(request, gatewayDeps(), countTokens);
