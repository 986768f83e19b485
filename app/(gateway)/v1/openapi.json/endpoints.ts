import { z } from "zod";
import { appUrl } from "@/lib/env";
import { appVersion } from "@/lib/transport/app-version";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { openApiDocument } from "@/lib/transport/openapi";
import type { Operation } from "@/lib/transport/operation";
import { operations as healthOperations } from "../../health/endpoints";
import { operations as chatOperations } from "../chat/completions/endpoints";
import { operations as testGateOperations } from "../gates/test/endpoints";
import { operations as keyOperations } from "../key/endpoints";
import { operations as keysOperations } from "../keys/endpoints";
import { operations as messageOperations } from "../messages/endpoints";
import { operations as modelOperations } from "../models/endpoints";
import { operations as providerKeyOperations } from "../provider-keys/endpoints";

const openApiEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/openapi.json",
  operationId: "getOpenApi",
  tag: "About",
  summary: "This document",
  description:
    "The OpenAPI 3.1 description of this API, made from the endpoints themselves. No key is needed.",
  auth: false,
  responses: { 200: { description: "The document.", schema: z.looseObject({ openapi: z.string() }) } },
  errors: [],
  async run() {
    const document = openApiDocument(operations, { serverUrl: appUrl(), version: appVersion() });
    return { status: 200, body: document };
  },
});

/** Every operation of the public API. An endpoint joins the document by being listed here. */
const operations: Operation[] = [
  ...chatOperations,
  ...messageOperations,
  ...modelOperations,
  ...testGateOperations,
  ...keysOperations,
  ...keyOperations,
  ...providerKeyOperations,
  ...healthOperations,
  openApiEndpoint.operation,
];

export const openApiEndpoints = [openApiEndpoint];
