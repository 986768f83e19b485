import { z } from "zod";
import { usdDecimal } from "@/lib/core/money";
import type { CorrectionPreview, CorrectionSums, CostBooking } from "@/lib/corrections/contract";

const moment = z.iso.datetime();
const money = z.string().meta({ description: "Exact decimal text in USD; a sum of what is known." });

const sums = {
  requests: z.int(),
  changed: z.int().meta({ description: "How many get another cost, or one at all." }),
  unpricedBefore: z.int(),
  unpricedAfter: z.int(),
  beforeUsd: money,
  afterUsd: money,
  differenceUsd: money,
};

export const wirePreview = z
  .object({
    provider: z.string(),
    model: z.string(),
    priceVersion: z.string(),
    since: moment.nullable().meta({ description: "Null when the price has always held." }),
    until: moment,
    ...sums,
    withoutClass: z
      .int()
      .meta({ description: "Stay unpriced: the price lacks a class of tokens that they used." }),
    beyondTokens: z.int().meta({ description: "Stay as they are: no price of tokens says what they cost." }),
    isWhole: z.boolean().meta({ description: "False when there are more requests than were looked at." }),
    keys: z.array(z.object({ keyId: z.uuid(), keyName: z.string().nullable(), ...sums })),
    gates: z.array(z.object({ gateId: z.uuid().nullable(), gateName: z.string().nullable(), ...sums })),
  })
  .meta({ id: "PriceBookingPreview" });

export const wireBooking = z
  .object({
    id: z.uuid(),
    provider: z.string(),
    model: z.string(),
    priceVersion: z.string(),
    since: moment.nullable(),
    until: moment,
    requests: z.int(),
    newlyPriced: z.int().meta({ description: "How many of them had no known cost before." }),
    differenceUsd: money,
    createdAt: moment,
    finishedAt: moment.nullable().meta({ description: "Null while there is more to book." }),
  })
  .meta({ id: "PriceBooking" });

export const wireBooked = z
  .object({
    booking: wireBooking.nullable().meta({ description: "Null when there was nothing to book." }),
    finished: z.boolean(),
    next: z.uuid().nullable().meta({ description: "Give it as `after` to go on; null when it is finished." }),
    booked: z.int().meta({ description: "Requests that this call corrected." }),
    examined: z.int(),
    withoutClass: z.int(),
    beyondTokens: z.int(),
  })
  .meta({ id: "PriceBooked" });

const exampleSums = {
  requests: 412,
  changed: 412,
  unpricedBefore: 412,
  unpricedAfter: 0,
  beforeUsd: "0",
  afterUsd: "1.2036",
  differenceUsd: "1.2036",
};
const exampleSpan = {
  provider: "ollama",
  model: "llama3.2",
  priceVersion: "override:0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6b",
  since: "2026-11-23T00:00:00.000Z",
  until: "2026-11-24T09:30:00.000Z",
};

export const examplePreview: z.input<typeof wirePreview> = {
  ...exampleSpan,
  ...exampleSums,
  withoutClass: 0,
  beyondTokens: 0,
  isWhole: true,
  keys: [{ keyId: "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6c", keyName: "Production", ...exampleSums }],
  gates: [{ gateId: "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6d", gateName: "support", ...exampleSums }],
};

export const exampleBooking: z.input<typeof wireBooking> = {
  id: "0195f3a0-7c1e-7b52-9a64-3f1c2d4e5a6e",
  ...exampleSpan,
  requests: 412,
  newlyPriced: 412,
  differenceUsd: "1.2036",
  createdAt: "2026-11-24T09:30:00.000Z",
  finishedAt: "2026-11-24T09:30:01.000Z",
};

export const exampleBooked: z.input<typeof wireBooked> = {
  booking: exampleBooking,
  finished: true,
  next: null,
  booked: 412,
  examined: 412,
  withoutClass: 0,
  beyondTokens: 0,
};

export function previewOnWire({ since, until, keys, gates, ...preview }: CorrectionPreview) {
  const { beforeNanoUsd: _before, afterNanoUsd: _after, ...shown } = preview;
  return {
    ...shown,
    since: since?.toISOString() ?? null,
    until: until.toISOString(),
    ...sumsOnWire(preview),
    keys: keys.map(({ keyId, keyName, ...each }) => ({ keyId, keyName, ...sumsOnWire(each) })),
    gates: gates.map(({ gateId, gateName, ...each }) => ({ gateId, gateName, ...sumsOnWire(each) })),
  };
}

export function bookingOnWire({
  since,
  until,
  deltaNanoUsd,
  createdAt,
  finishedAt,
  ...booking
}: CostBooking) {
  return {
    ...booking,
    since: since?.toISOString() ?? null,
    until: until.toISOString(),
    differenceUsd: usdDecimal(deltaNanoUsd),
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}

function sumsOnWire({ requests, changed, unpricedBefore, unpricedAfter, ...sums }: CorrectionSums) {
  return {
    requests,
    changed,
    unpricedBefore,
    unpricedAfter,
    beforeUsd: usdDecimal(sums.beforeNanoUsd),
    afterUsd: usdDecimal(sums.afterNanoUsd),
    differenceUsd: usdDecimal(sums.afterNanoUsd - sums.beforeNanoUsd),
  };
}
