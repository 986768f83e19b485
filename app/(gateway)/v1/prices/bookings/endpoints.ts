import { z } from "zod";
import type { Ctx } from "@/lib/context";
import type { BookingId, PriceId, RequestId } from "@/lib/core/ids";
import { bookPrice } from "@/lib/corrections/book-price";
import type { CorrectionTarget } from "@/lib/corrections/contract";
import { previewCorrection } from "@/lib/corrections/preview-correction";
import { listBookings } from "@/lib/corrections/queries";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { listOnWire, listQueryFields, wireList } from "../../../list-answer";
import {
  bookingOnWire,
  exampleBooked,
  exampleBooking,
  examplePreview,
  previewOnWire,
  wireBooked,
  wireBooking,
  wirePreview,
} from "./wire";

const tag = "Models and prices";
const params = z.object({ id: z.uuid().transform((id) => id as PriceId) });
const goOn = z.strictObject({
  after: z
    .uuid({ error: "after: use the next of the answer before." })
    .optional()
    .meta({ description: "The `next` of the answer before, to go on with a booking of many requests." }),
});
const modelName = (field: string) =>
  z
    .string({ error: `${field}: use the name that GET /v1/prices/list has.` })
    .min(1, { error: `${field}: use the name that GET /v1/prices/list has.` })
    .max(200, { error: `${field}: use at most 200 characters.` })
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), {
      error: `${field}: leave out control characters.`,
    });
const listTarget = z.strictObject({ provider: modelName("provider"), model: modelName("model") });
const bodyExample = { provider: "openai", model: "gpt-4o-mini" };

const PREVIEW = {
  readsOnly: true,
  tag,
  auth: true,
  resource: "prices",
  responses: { 200: { description: "What would change.", schema: wirePreview, example: examplePreview } },
  errors: ["not_found", "conflict"],
} as const;
const BOOK = {
  tag,
  auth: true,
  resource: "prices",
  query: goOn,
  responses: { 200: { description: "What was booked.", schema: wireBooked, example: exampleBooked } },
  errors: ["not_found", "conflict"],
} as const;
const BOOKS =
  "Requests are never edited: each gets a correction beside it, and all sums follow in the same transaction. One call goes " +
  "through 20,000 requests; while `finished` is false, call again with `after`. What was booked is not booked again.";

const previewEndpoint = defineEndpoint({
  ...PREVIEW,
  method: "POST",
  path: "/v1/prices/{id}/preview",
  operationId: "previewPrice",
  summary: "What a price changes of the past",
  description:
    "The requests that the account's own price holds for, from its moment until the next one takes over: what they cost now and " +
    "would cost, per key and per gate. Changes nothing.",
  params,
  run: async (ctx, { params: { id } }) => preview(ctx, { priceId: id }),
});

const bookEndpoint = defineEndpoint({
  ...BOOK,
  method: "POST",
  path: "/v1/prices/{id}/book",
  operationId: "bookPrice",
  summary: "Book what a price changes of the past",
  description: BOOKS,
  params,
  run: async (ctx, { params: { id }, query: { after } }) => book(ctx, { priceId: id }, after),
});

const listPreviewEndpoint = defineEndpoint({
  ...PREVIEW,
  method: "POST",
  path: "/v1/prices/list/preview",
  operationId: "previewListPrice",
  summary: "What the list's price of a model changes of the past",
  description:
    "As for an own price, for a model that the list has learnt: up to the account's first own price of it.",
  body: listTarget,
  bodyExample,
  run: async (ctx, { body }) => preview(ctx, body),
});

const listBookEndpoint = defineEndpoint({
  ...BOOK,
  method: "POST",
  path: "/v1/prices/list/book",
  operationId: "bookListPrice",
  summary: "Book what the list's price of a model changes of the past",
  description: BOOKS,
  body: listTarget,
  bodyExample,
  run: async (ctx, { body, query: { after } }) => book(ctx, body, after),
});

const listBookingsEndpoint = defineEndpoint({
  method: "GET",
  path: "/v1/prices/bookings",
  operationId: "listPriceBookings",
  tag,
  summary: "List bookings",
  description: "What was booked of prices that came later, newest first.",
  auth: true,
  resource: "prices",
  query: z.strictObject(listQueryFields),
  responses: {
    200: {
      description: "The bookings.",
      schema: wireList(wireBooking),
      example: listOnWire([exampleBooking], false),
    },
  },
  errors: [],
  async run(ctx, { query: { limit, after } }) {
    const { bookings, hasMore } = await listBookings(ctx, {
      limit,
      before: (after ?? null) as BookingId | null,
    });
    return { status: 200, body: listOnWire(bookings.map(bookingOnWire), hasMore) };
  },
});

async function preview(ctx: Ctx, target: CorrectionTarget) {
  return { status: 200, body: previewOnWire(await previewCorrection(ctx, target)) };
}

async function book(ctx: Ctx, target: CorrectionTarget, after: string | undefined) {
  const { booking, isFinished, ...rest } = await bookPrice(ctx, target, {
    after: (after ?? null) as RequestId | null,
  });
  const body = { booking: booking === null ? null : bookingOnWire(booking), finished: isFinished, ...rest };
  return { status: 200, body };
}

/** Endpoints of `/v1/prices/{id}/preview`. */
export const previewEndpoints = [previewEndpoint];
/** Endpoints of `/v1/prices/{id}/book`. */
export const bookEndpoints = [bookEndpoint];
/** Endpoints of `/v1/prices/list/preview`. */
export const listPreviewEndpoints = [listPreviewEndpoint];
/** Endpoints of `/v1/prices/list/book`. */
export const listBookEndpoints = [listBookEndpoint];
/** Endpoints of `/v1/prices/bookings`. */
export const bookingsEndpoints = [listBookingsEndpoint];
export const operations = [
  previewEndpoint,
  bookEndpoint,
  listPreviewEndpoint,
  listBookEndpoint,
  listBookingsEndpoint,
].map(({ operation }) => operation);
