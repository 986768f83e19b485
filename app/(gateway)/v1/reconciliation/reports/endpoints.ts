import { z } from "zod";
import { compressionRefusal, readBody } from "@/lib/gateway/read-body";
import { REPORT_MAX_BYTES } from "@/lib/reconciliation/contract";
import { deleteReport } from "@/lib/reconciliation/delete-report";
import { importReport } from "@/lib/reconciliation/import-report";
import { getReport, listReports } from "@/lib/reconciliation/queries";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { listOnWire, listQueryFields, wireList } from "../../../list-answer";
import { providerField, tag } from "../endpoints";
import { exampleReport, reportOnWire, wireImport, wireReport } from "../wire";

const params = z.object({ id: z.uuid() });
const wirePage = z
  .looseObject({ data: z.array(z.looseObject({ results: z.array(z.looseObject({})) })) })
  .meta({
    description: "A page of a provider's usage or cost API as it came, a list of pages, or CSV text.",
  });

const listEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/reconciliation/reports",
  operationId: "listProviderReports",
  tag,
  summary: "List imported reports",
  description: "The usage and cost reports of providers that were imported, newest first.",
  auth: true,
  resource: "logs",
  query: z.strictObject(listQueryFields),
  responses: {
    200: {
      description: "The reports.",
      schema: wireList(wireReport),
      example: listOnWire([exampleReport], false),
    },
  },
  errors: [],
  async run(ctx, { query }) {
    const { items, hasMore } = await listReports(ctx, query);
    return { status: 200, body: listOnWire(items.map(reportOnWire), hasMore) };
  },
});

const imported = {
  schema: wireImport,
  example: {
    ...exampleReport,
    isNew: true,
    understood: ["model", "input_tokens", "output_tokens", "num_model_requests"],
    ignored: ["project_id"],
    notices: [],
  },
};

const importEndpoint = defineEndpoint({
  method: "POST",
  path: "/v1/reconciliation/reports",
  operationId: "importProviderReport",
  tag,
  summary: "Import a provider's report",
  description:
    "The body is the report itself, at most 10 MiB: pages of OpenAI's `/v1/organization/usage/completions` (with `group_by=model`) or " +
    "`/v1/organization/costs` (with `group_by=line_item`), of Anthropic's `/v1/organizations/usage_report/messages` or " +
    "`/cost_report` (with `group_by[]=description`), one or a JSON list of them; or CSV with columns for the day, the model and tokens, " +
    "requests or an amount. All of it is imported or nothing: the message names the wrong lines. Of several reports that speak of " +
    "the same day and model the latest is right. The same file again changes nothing.",
  auth: true,
  resource: "logs",
  query: z.strictObject({
    provider: providerField
      .optional()
      .meta({ description: "Whose report it is. Needed for CSV; pages of an API say so themselves." }),
    name: z
      .string()
      .max(200, { error: "name: use at most 200 characters." })
      .optional()
      .meta({ description: "What to call the report." }),
  }),
  body: wirePage,
  bodyIsRaw: true,
  bodyExample: {
    object: "page",
    data: [
      {
        object: "bucket",
        start_time: 1793836800,
        end_time: 1793923200,
        results: [
          {
            object: "organization.usage.completions.result",
            input_tokens: 141_201,
            output_tokens: 9_756,
            input_cached_tokens: 1_200,
            num_model_requests: 470,
            model: "gpt-4o-2024-08-06",
          },
        ],
      },
    ],
    has_more: false,
    next_page: null,
  },
  responses: {
    201: { description: "The report was imported.", ...imported },
    200: { description: "The same file was imported before; nothing changed.", ...imported },
  },
  errors: ["conflict"],
  async run(ctx, { query }, request) {
    const refusal = compressionRefusal(request.headers);
    if (refusal !== null) throw refusal;
    const bytes = await readBody(request, REPORT_MAX_BYTES);
    const given = { bytes, provider: query.provider ?? null, fileName: query.name ?? "report" };
    const { report, isNew, understood, ignored, notices } = await importReport(ctx, given);
    const body = { ...reportOnWire(report), isNew, understood, ignored, notices };
    return { status: isNew ? 201 : 200, body };
  },
});

const getEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/reconciliation/reports/{id}",
  operationId: "getProviderReport",
  tag,
  summary: "Get an imported report",
  description: "What a report is and which days it speaks of.",
  auth: true,
  resource: "logs",
  params,
  responses: { 200: { description: "The report.", schema: wireReport, example: exampleReport } },
  errors: ["not_found"],
  async run(ctx, { params: { id } }) {
    return { status: 200, body: reportOnWire(await getReport(ctx, id)) };
  },
});

const deleteEndpoint = defineEndpoint({
  method: "DELETE",
  path: "/v1/reconciliation/reports/{id}",
  operationId: "deleteProviderReport",
  tag,
  summary: "Delete an imported report",
  description: "What it said is gone; what other reports say of the same days counts again.",
  auth: true,
  resource: "logs",
  params,
  responses: { 204: { description: "Deleted.", schema: null } },
  errors: ["not_found"],
  async run(ctx, { params: { id } }) {
    await deleteReport(ctx, { reportId: id });
    return { status: 204 };
  },
});

/** Endpoints of `/v1/reconciliation/reports`. */
export const reportsEndpoints = [listEndpoint, importEndpoint];
/** Endpoints of `/v1/reconciliation/reports/{id}`. */
export const reportByIdEndpoints = [getEndpoint, deleteEndpoint];
export const operations = [...reportsEndpoints, ...reportByIdEndpoints].map(({ operation }) => operation);
