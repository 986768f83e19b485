type Answers = { responses: Record<string, object> };
type WithAnswers = {
  paths: Record<string, Record<string, Answers>>;
  components: { responses?: Record<string, object> };
};

/** The OpenAPI document with each answer where it belongs, also those that operations only refer to. */
export function answersInPlace<Document>(document: Document): Document {
  const placed = structuredClone(document) as Document & WithAnswers;
  for (const methods of Object.values(placed.paths)) {
    for (const { responses } of Object.values(methods)) {
      for (const [status, answer] of Object.entries(responses)) {
        if (!("$ref" in answer)) continue;
        const name = String(answer.$ref).split("/").at(-1) ?? "";
        responses[status] = placed.components.responses?.[name] ?? {};
      }
    }
  }
  return placed;
}
