import { openApiEndpoints } from "@/app/(gateway)/v1/openapi.json/endpoints";
import { registryEndpoints } from "@/app/(gateway)/v1/registry/endpoints";
import { registryText } from "./registry-text";
import { typesText } from "./types-text";

/** The files below `src/generated` as the server of these sources wants them: name and text. */
export async function generatedFiles(): Promise<Array<[name: string, text: string]>> {
  const [document, registry] = await Promise.all([answerOf(openApiEndpoints), answerOf(registryEndpoints)]);
  return [
    ["api.ts", typesText(document)],
    ["model-registry.ts", registryText(registry)],
  ];
}

async function answerOf([endpoint]: typeof openApiEndpoints | typeof registryEndpoints) {
  const request = new Request(`http://layer.test${endpoint?.operation.path}`);
  const answer = await endpoint?.handler(request, { params: Promise.resolve({}) });
  return answer?.json();
}
