import { z } from "zod";
import { appUrl } from "@/lib/env";
import { appVersion } from "@/lib/transport/app-version";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { openApiDocument } from "@/lib/transport/openapi";
import type { Operation } from "@/lib/transport/operation";
import { operations as healthOperations } from "../../health/endpoints";
import { operations as metricsOperations } from "../../metrics/endpoints";
import { operations as readyOperations } from "../../ready/endpoints";
import { operations as completeV2Operations } from "../../v2/complete/endpoints";
import { operations as nativeOperations } from "../../v3/endpoints";
import { operations as alertOperations } from "../alerts/endpoints";
import { operations as speechOperations } from "../audio/speech/endpoints";
import { operations as transcriptionOperations } from "../audio/transcriptions/endpoints";
import { operations as auditOperations } from "../audit/operations";
import { operations as chatOperations } from "../chat/completions/endpoints";
import { operations as completeV1Operations } from "../complete/endpoints";
import { operations as embeddingsOperations } from "../embeddings/endpoints";
import { operations as exportOperations } from "../exports/endpoints";
import { operations as gateSuggestionOperations } from "../gates/[id]/suggestions/endpoints";
import { operations as whatIfOperations } from "../gates/[id]/what-if/endpoints";
import { operations as gateOperations } from "../gates/operations";
import { operations as suggestionOperations } from "../gates/suggestions/endpoints";
import { operations as testGateOperations } from "../gates/test/endpoints";
import { operations as imageOperations } from "../images/generations/endpoints";
import { operations as keyOperations } from "../key/endpoints";
import { operations as forecastOperations } from "../keys/[id]/forecast/endpoints";
import { operations as keysOperations } from "../keys/operations";
import { operations as limitOperations } from "../limits/endpoints";
import { operations as logOperations } from "../logs/operations";
import { operations as messageOperations } from "../messages/endpoints";
import { operations as modelOperations } from "../models/endpoints";
import { operations as payloadOperations } from "../payloads/operations";
import { operations as planOperations } from "../plan/endpoints";
import { operations as priceBookingOperations } from "../prices/bookings/endpoints";
import { operations as priceOperations } from "../prices/endpoints";
import { operations as priceListOperations } from "../prices/list/endpoints";
import { operations as priceProposalOperations } from "../prices/proposals/endpoints";
import { operations as unpricedOperations } from "../prices/unpriced/endpoints";
import { operations as providerKeyOperations } from "../provider-keys/endpoints";
import { operations as reconciliationOperations } from "../reconciliation/endpoints";
import { operations as reportOperations } from "../reconciliation/reports/endpoints";
import { operations as registryOperations } from "../registry/endpoints";
import { operations as responsesOperations } from "../responses/endpoints";
import { operations as spendingOperations } from "../spending/operations";
import { operations as usageOperations } from "../usage/operations";
import { operations as webhookOperations } from "../webhooks/operations";

let text: string | undefined;

const openApiEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/openapi.json",
  operationId: "getOpenApi",
  tag: "About",
  summary: "This document",
  description:
    "The OpenAPI 3.1 description of this API, made from the endpoints themselves. No key is needed.",
  auth: false,
  resource: null,
  responses: {
    200: {
      description: "The document.",
      schema: z.looseObject({ openapi: z.string() }),
      example: { openapi: "3.1.0" },
    },
  },
  errors: [],
  async run() {
    return { status: 200, text: apiDocumentText(), headers: { "content-type": "application/json" } };
  },
});

/** The document as JSON. It is made once: nobody needs a key for it, and making it costs as much as a hundred calls. */
export function apiDocumentText(): string {
  text ??= JSON.stringify(openApiDocument(operations, { serverUrl: appUrl(), version: appVersion() }));
  return text;
}

/** Every operation of the public API. An endpoint joins the document by being listed here. */
const operations: Operation[] = [
  ...chatOperations,
  ...messageOperations,
  ...responsesOperations,
  ...embeddingsOperations,
  ...imageOperations,
  ...speechOperations,
  ...transcriptionOperations,
  ...nativeOperations,
  ...completeV2Operations,
  ...completeV1Operations,
  ...modelOperations,
  ...testGateOperations,
  ...suggestionOperations,
  ...gateSuggestionOperations,
  ...whatIfOperations,
  ...reconciliationOperations,
  ...reportOperations,
  ...registryOperations,
  ...planOperations,
  ...priceOperations,
  ...priceListOperations,
  ...unpricedOperations,
  ...priceBookingOperations,
  ...priceProposalOperations,
  ...gateOperations,
  ...keysOperations,
  ...forecastOperations,
  ...keyOperations,
  ...limitOperations,
  ...spendingOperations,
  ...providerKeyOperations,
  ...payloadOperations,
  ...usageOperations,
  ...auditOperations,
  ...alertOperations,
  ...logOperations,
  ...exportOperations,
  ...webhookOperations,
  ...healthOperations,
  ...readyOperations,
  ...metricsOperations,
  openApiEndpoint.operation,
];

export const openApiEndpoints = [openApiEndpoint];
