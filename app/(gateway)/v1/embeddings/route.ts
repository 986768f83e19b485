import { embeddings } from "@/lib/gateway/formats/embeddings";
import { runGateway } from "@/lib/gateway/pipeline";
import { gatewayDeps } from "@/lib/transport/gateway-deps";

export const POST = (request: Request): Promise<Response> => runGateway(request, gatewayDeps(), embeddings);
