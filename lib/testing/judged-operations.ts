import type { DocumentedOperation } from "./api-document";

/** Calls to models: each is a row of the log. */
const IS_INFERENCE =
  /^\/v[123]\/(chat|messages|responses|embeddings|images|audio|complete|image|video|tts|ocr)(\/|$)/;

/** What neither the sandbox nor a provider of chats answers, and what only GitHub can sign. */
const NEEDS_SOMEBODY = [
  "POST /v1/responses",
  "POST /v1/messages/count_tokens",
  "POST /v1/audio/transcriptions",
  "POST /v3/ocr",
  "POST /v3/video",
  "POST /v1/keys/report/github",
];

/** Those that write nothing that an account owns, with why. */
const CHANGES_NOTHING = [
  // Answers which models would suit.
  "POST /v1/gates/suggestions",
  // A request, which is in the log.
  "POST /v1/gates/test",
  // Asks the provider; when and how that went is kept with the key, and is no change of it.
  "POST /v1/provider-keys/{id}/test",
  // Answer what would be, or whose a key is.
  "POST /v1/keys/{id}/scope-preview",
  "POST /v1/keys/find",
  "POST /v1/prices/{id}/preview",
  "POST /v1/prices/list/preview",
  // Anybody reports: an entry is made in the account of the key that was found, not in the caller's.
  "POST /v1/keys/report",
  "POST /v1/keys/report/github",
  // Sends again what was sent; the log of deliveries has it.
  "POST /v1/webhooks/{id}/deliveries/{deliveryId}/resend",
];

export const operationName = ({ method, path }: Pick<DocumentedOperation, "method" | "path">) =>
  `${method} ${path}`;

/**
 * Which test calls an operation as it should be called and judges the answer by the document: each has exactly one, so a new
 * operation is judged without being named anywhere. All of them meet hostile calls besides.
 */
export function judgeOf(operation: DocumentedOperation): "reading" | "changing" | "somebody" {
  const name = operationName(operation);
  if (NEEDS_SOMEBODY.includes(name)) return "somebody";
  if (operation.method === "GET" || IS_INFERENCE.test(operation.path) || CHANGES_NOTHING.includes(name))
    return "reading";
  return "changing";
}

/** The names above that the document does not have. */
export function unknownNames(operations: readonly DocumentedOperation[]): string[] {
  const known = operations.map(operationName);
  return [...NEEDS_SOMEBODY, ...CHANGES_NOTHING].filter((name) => !known.includes(name));
}
