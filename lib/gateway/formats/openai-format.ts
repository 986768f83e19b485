import { openAiError } from "../openai-error";
import type { ClientFormat } from "./format";

/** How all of OpenAI's endpoints tell an error. */
export const openAiErrors = {
  errorText: (error, requestId, appUrl) => JSON.stringify(openAiError(error, requestId, appUrl)),
  errorEvent: (error, requestId, appUrl) =>
    `data: ${JSON.stringify(openAiError(error, requestId, appUrl))}\n\n`,
} satisfies Partial<ClientFormat>;

/** What OpenAI's endpoints beside chat share: only a provider that speaks them answers, and a gate sets no defaults there. */
export const openAiEndpoint = {
  translates: false,
  unmeasured: true,
  gateEdits: () => ({}),
  meterEdits: () => ({}),
  ...openAiErrors,
} satisfies Partial<ClientFormat>;
