import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import type { Gate } from "@/lib/gates/contract";
import { findGate, listGates } from "@/lib/gates/queries";
import { mayUseModel } from "@/lib/keys/scope/may-use-model";
import { availableModels } from "@/lib/models/available-models";
import { listCatalogue } from "@/lib/models/catalogue";
import { findModel } from "@/lib/models/find-model";
import { accountDirectory } from "@/lib/provider-keys/account-directory";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { clientHeaders, modelListOnWire, modelOnWire, type Named, wireModel, wireModelList } from "./wire";

const tag = "Inference";
const exampleGate = { id: "default", object: "model", created: 1795398224, owned_by: "layer" };

const listModelsEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/models",
  operationId: "listModels",
  tag,
  summary: "What can be named in `model`",
  description:
    "The account's gates first, newest first and by name, then the models of the configured providers, each once; of both only " +
    "what the key may use.",
  auth: true,
  resource: "inference",
  errorShape: "openai",
  headers: clientHeaders,
  responses: {
    200: {
      description: "The list of models.",
      schema: wireModelList,
      example: {
        object: "list",
        data: [exampleGate, { id: "sandbox/echo", object: "model", created: 0, owned_by: "sandbox" }],
      },
    },
  },
  errors: [],
  async run(ctx, { headers }) {
    const directory = await accountDirectory(ctx.admission);
    const [gates, catalogue] = await Promise.all([listGates(ctx), listCatalogue(directory)]);
    const { scope } = ctx.admission;
    const models = availableModels(catalogue)
      .filter(({ id, provider }) => scope === null || mayUseModel(scope, [provider, id]))
      .map(
        ({ id, displayName, createdAt, provider }): Named => ({
          id,
          displayName,
          createdAt,
          owner: provider,
        }),
      );
    const usable = gates.filter(({ id }) => scope?.gates?.includes(id) ?? true);
    return { status: 200, body: modelListOnWire([...usable.map(gateNamed), ...models], headers) };
  },
});

const getModelEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/models/{id}",
  operationId: "getModel",
  tag,
  summary: "One gate or model",
  description:
    "A gate by name or id, or a model by any name that can be sent in `model`. A slash in a name is sent as `%2F`, as " +
    "clients do by themselves.",
  auth: true,
  resource: "inference",
  errorShape: "openai",
  params: z.object({ id: z.string() }),
  headers: clientHeaders,
  responses: { 200: { description: "The gate or model.", schema: wireModel, example: exampleGate } },
  errors: ["model_not_found"],
  async run(ctx, { params: { id }, headers }) {
    const gate = await findGate(ctx, id);
    if (gate !== null) return { status: 200, body: modelOnWire({ ...gateNamed(gate), id }, headers) };
    const directory = await accountDirectory(ctx.admission);
    const model = await findModel(directory, await listCatalogue(directory), id);
    if (model === null) {
      const name = JSON.stringify(id.slice(0, 100));
      throw new AppError("model_not_found", `Neither a gate nor a model of yours is called ${name}.`);
    }
    return { status: 200, body: modelOnWire({ ...model, id, owner: model.provider }, headers) };
  },
});

function gateNamed({ name, createdAt }: Gate): Named {
  const seconds = Math.floor(createdAt.getTime() / 1_000);
  return { id: name, displayName: name, createdAt: seconds, owner: "layer" };
}

/** Endpoints of `/v1/models`. */
export const modelsEndpoints = [listModelsEndpoint];
/** Endpoints of `/v1/models/{id}`. */
export const modelByIdEndpoints = [getModelEndpoint];
export const operations = [...modelsEndpoints, ...modelByIdEndpoints].map(({ operation }) => operation);
