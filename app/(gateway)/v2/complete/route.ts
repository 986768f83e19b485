import { completeV2 } from "@/lib/gateway/native/complete-v2";
import { runGateway } from "@/lib/gateway/pipeline";
import { gatewayDeps } from "@/lib/transport/gateway-deps";

export const POST = (request: Request): Promise<Response> => runGateway(request, gatewayDeps(), completeV2);
