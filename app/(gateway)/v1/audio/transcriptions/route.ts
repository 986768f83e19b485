import { audioTranscriptions } from "@/lib/gateway/formats/audio-transcriptions";
import { runGateway } from "@/lib/gateway/pipeline";
import { gatewayDeps } from "@/lib/transport/gateway-deps";

export const POST = (request: Request): Promise<Response> =>
  runGateway(request, gatewayDeps(), audioTranscriptions);
