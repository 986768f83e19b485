import { apiDocumentText } from "../v1/openapi.json/endpoints";

/** The OpenAPI document as programs get it, for the screens that show it. */
export function apiDocument(): unknown {
  return JSON.parse(apiDocumentText());
}
