import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { findGate } from "@/lib/gates/queries";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { exampleSuggestion, suggestionFor, wireSuggestion } from "../../suggestions/wire";

const suggestForGateEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/gates/{id}/suggestions",
  operationId: "suggestModelsForGate",
  tag: "Gates",
  summary: "Suggest models for a gate",
  description:
    "The suggestion of `POST /v1/gates/suggestions` for the gate's description, weights and task. The gate is named by its " +
    "id or its name, and stays as it is.",
  auth: true,
  resource: "gates",
  params: z.object({ id: z.string() }),
  responses: { 200: { description: "The suggestion.", schema: wireSuggestion, example: exampleSuggestion } },
  errors: ["not_found", "invalid_field"],
  async run(ctx, { params }) {
    const gate = await findGate(ctx, params.id);
    if (gate === null) {
      throw new AppError("not_found", "There is no gate with this id or name in your account.");
    }
    const { description, taskType, costWeight, latencyWeight, qualityWeight } = gate.settings;
    if (description === null || description.trim() === "") {
      const message = "The gate has no description. Say in it what the gate is for, then ask again.";
      throw new AppError("invalid_field", message, { param: "description" });
    }
    const weights = { costWeight, latencyWeight, qualityWeight };
    // Every gate is for chat until somebody says otherwise, so that the description may know better.
    const task = taskType === "chat" ? {} : { taskType };
    return { status: 200, body: await suggestionFor(ctx, { description, ...weights, ...task }) };
  },
});

/** Endpoints of `/v1/gates/{id}/suggestions`. */
export const gateSuggestionEndpoints = [suggestForGateEndpoint];
export const operations = gateSuggestionEndpoints.map(({ operation }) => operation);
