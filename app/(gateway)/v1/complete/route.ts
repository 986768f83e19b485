import { completeV1 } from "@/lib/gateway/native/complete-v1";
import { runGateway } from "@/lib/gateway/pipeline";
import { gatewayDeps } from "@/lib/transport/gateway-deps";

export const POST = (request: Request): Promise<Response> => runGateway(request, gatewayDeps(), completeV1);
