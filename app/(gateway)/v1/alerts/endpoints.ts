import { z } from "zod";
import { ALERT_TYPES, type Alert } from "@/lib/alerts/contract";
import { dismissAlert } from "@/lib/alerts/dismiss-alert";
import { listAlerts } from "@/lib/alerts/queries";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { listOnWire, listQueryFields, wireList } from "../../list-answer";

const tag = "Alerts";
const moment = z.iso.datetime();

const wireAlert = z
  .object({
    id: z.uuid(),
    type: z.enum(Object.keys(ALERT_TYPES)),
    message: z.string(),
    keyId: z.uuid().nullable(),
    keyName: z.string().nullable(),
    data: z.record(z.string(), z.unknown()).meta({ description: "The numbers behind the message." }),
    createdAt: moment,
    dismissedAt: moment.nullable(),
  })
  .meta({ id: "Alert" });

const exampleAlert: z.input<typeof wireAlert> = {
  id: "0195f3a2-0c1e-7b52-9a64-3f1c2d4e5a6d",
  type: "key.expiring",
  message:
    "Production expires in 7 days, on Dec 1, 2026, 09:30:00 UTC. It made 412 requests in the last 7 days, the last one 3 minutes ago.",
  keyId: "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6b",
  keyName: "Production",
  data: {
    expiresAt: "2026-12-01T09:30:00.000Z",
    days: 7,
    requestsLastWeek: 412,
    lastUsedAt: "2026-11-24T09:27:00.000Z",
  },
  createdAt: "2026-11-24T09:30:00.000Z",
  dismissedAt: null,
};

function alertOnWire({ createdAt, dismissedAt, ...alert }: Alert): z.input<typeof wireAlert> {
  return {
    ...alert,
    createdAt: createdAt.toISOString(),
    dismissedAt: dismissedAt?.toISOString() ?? null,
  };
}

const listEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/alerts",
  operationId: "listAlerts",
  tag,
  summary: "List alerts",
  description:
    "What needs attention, newest first: keys that expire or are exposed, unusual use, spending limits, disabled webhooks. An alert is open " +
    "until it is dismissed or what it says is over.",
  auth: true,
  resource: "keys",
  query: z.strictObject({
    ...listQueryFields,
    status: z
      .enum(["open", "all"], { error: "status: use open or all." })
      .default("open")
      .meta({ description: "`all` also lists what is over." }),
    keyId: z
      .uuid({ error: "keyId: use the id of a key." })
      .optional()
      .meta({ description: "Only those of this key." }),
  }),
  responses: {
    200: {
      description: "The alerts.",
      schema: wireList(wireAlert),
      example: listOnWire([exampleAlert], false),
    },
  },
  errors: [],
  async run(ctx, { query: { status, ...query } }) {
    const { items, hasMore } = await listAlerts(ctx, { ...query, isOpen: status === "open" });
    return { status: 200, body: listOnWire(items.map(alertOnWire), hasMore) };
  },
});

const dismissEndpoint = defineEndpoint({
  method: "POST",
  path: "/v1/alerts/{id}/dismiss",
  operationId: "dismissAlert",
  tag,
  summary: "Dismiss an alert",
  description: "Notes that it was seen. Dismissing it again is no error.",
  auth: true,
  resource: "keys",
  params: z.object({ id: z.uuid() }),
  responses: {
    200: {
      description: "The alert as it is now.",
      schema: wireAlert,
      example: { ...exampleAlert, dismissedAt: "2026-11-24T10:00:00.000Z" },
    },
  },
  errors: ["not_found"],
  async run(ctx, { params }) {
    return { status: 200, body: alertOnWire(await dismissAlert(ctx, { alertId: params.id })) };
  },
});

/** Endpoints of `/v1/alerts`. */
export const alertsEndpoints = [listEndpoint];
/** Endpoints of `/v1/alerts/{id}/dismiss`. */
export const dismissAlertEndpoints = [dismissEndpoint];
export const operations = [...alertsEndpoints, ...dismissAlertEndpoints].map(({ operation }) => operation);
