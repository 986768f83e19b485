import type { GatewayRoute } from "@/lib/transport/node-http";
import * as health from "./health/route";
import * as audioSpeech from "./v1/audio/speech/route";
import * as audioTranscriptions from "./v1/audio/transcriptions/route";
import * as chatCompletions from "./v1/chat/completions/route";
import * as completeV1 from "./v1/complete/route";
import * as embeddings from "./v1/embeddings/route";
import * as imagesGenerations from "./v1/images/generations/route";
import * as key from "./v1/key/route";
import * as keyById from "./v1/keys/[id]/route";
import * as keys from "./v1/keys/route";
import * as models from "./v1/models/route";
import * as openApi from "./v1/openapi.json/route";
import * as responses from "./v1/responses/route";
import * as completeV2 from "./v2/complete/route";
import * as nativeChat from "./v3/chat/route";
import * as nativeEmbeddings from "./v3/embeddings/route";
import * as nativeImage from "./v3/image/route";
import * as nativeOcr from "./v3/ocr/route";
import * as nativeTts from "./v3/tts/route";
import * as nativeVideo from "./v3/video/route";

/** The route files that the server mounts before Next. A test holds this list equal to the folders. */
export const gatewayRoutes: GatewayRoute[] = [
  { path: "/v1/chat/completions", module: chatCompletions },
  { path: "/v1/embeddings", module: embeddings },
  { path: "/v1/images/generations", module: imagesGenerations },
  { path: "/v1/audio/speech", module: audioSpeech },
  { path: "/v1/audio/transcriptions", module: audioTranscriptions },
  { path: "/v1/responses", module: responses },
  { path: "/v1/complete", module: completeV1 },
  { path: "/v2/complete", module: completeV2 },
  { path: "/v3/chat", module: nativeChat },
  { path: "/v3/image", module: nativeImage },
  { path: "/v3/video", module: nativeVideo },
  { path: "/v3/embeddings", module: nativeEmbeddings },
  { path: "/v3/tts", module: nativeTts },
  { path: "/v3/ocr", module: nativeOcr },
  { path: "/v1/models", module: models },
  { path: "/v1/key", module: key },
  { path: "/v1/keys", module: keys },
  { path: "/v1/keys/:id", module: keyById },
  { path: "/v1/openapi.json", module: openApi },
  { path: "/health", module: health },
];
