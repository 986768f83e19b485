import { messages } from "@/lib/gateway/formats/messages";
import { runGateway } from "@/lib/gateway/pipeline";
import { gatewayDeps } from "@/lib/transport/gateway-deps";

export const POST = (request: Request): Promise<Response> => runGateway(request, gatewayDeps(), messages);
