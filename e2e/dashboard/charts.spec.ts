import type { Locator, Page, TestInfo } from "@playwright/test";
import { type Busy, makeBusy } from "../fixtures/busy-account";
import { expect, signedInTest } from "../fixtures/dashboard";
import { type Drawn, drawnMarks } from "../fixtures/drawn-marks";
import { expectToFit } from "../fixtures/width";

const test = signedInTest.extend<{ busy: Busy }>({
  busy: [async ({ owner, ledger }, use) => use(await makeBusy(ledger.db, owner.accountId)), { auto: true }],
});

/** A drawing on a page: where it stands, what its marks are, and what says the same to whoever cannot see it. */
type Drawing = {
  of: (page: Page) => Locator;
  marks: string;
  says: RegExp;
  alike: "table" | "list" | null;
  /** Whether its times are those of a zone, which it has to name. */
  zoned: boolean;
};
type Place = { path: string; drawings: Drawing[]; before?: (page: Page) => Promise<void> };

const BARS = "rect[data-place]";
const LINES = "path.recharts-line-curve";

const chart = (name: string, marks: string = BARS, says = /\d.*\./): Drawing => ({
  of: (page) => page.getByRole("figure", { name, exact: true }),
  marks,
  says,
  alike: "table",
  zoned: true,
});
const sparkline = (name: RegExp): Drawing => ({
  of: (page) => page.getByRole("img", { name }).first(),
  marks: "rect[data-mark]",
  says: name,
  alike: null,
  zoned: false,
});
const histogram: Drawing = chart("Requests over time", "li [data-mark]", /[\d,]+ requests: \d+ % success/);

const overview = (): Place[] => [
  {
    path: "/overview?compare=true",
    drawings: [
      chart("Spend by model"),
      chart("Requests by status"),
      sparkline(/^\$[\d.,]+ in the last 7 days/),
      sparkline(/requests in the last 7 days, [\d,]+ failed/),
      sparkline(/requests failed in the last 7 days/),
      sparkline(/^95 of 100 requests took/),
    ],
  },
  { path: "/keys", drawings: [sparkline(/^by day; /)] },
];

const usage = (): Place[] => [
  { path: "/usage", drawings: [chart("Spend by model"), sparkline(/^How gpt-4o went/)] },
  { path: "/usage?range=90d&group=key&compare=true", drawings: [chart("Spend by key")] },
  { path: "/usage?cumulative=true&group=provider", drawings: [chart("Spend by provider")] },
  { path: "/usage?scale=log&metric=tokens&group=model", drawings: [chart("Tokens by model", LINES)] },
  { path: "/usage?metric=latencyP95&group=model&range=7d", drawings: [chart("Latency p95 by model", LINES)] },
  {
    path: "/usage?metric=firstTokenP50&group=none&range=24h",
    drawings: [chart("Median time to first token", LINES)],
  },
  { path: "/usage?metric=errorRate&group=model&top=3", drawings: [chart("Error rate by model", LINES)] },
  {
    path: "/usage?metric=requests&group=model&subgroup=key&top=20",
    drawings: [chart("Requests by model and key")],
  },
  { path: "/usage?metric=cacheRate&group=none&range=ytd", drawings: [chart("Cache rate", LINES)] },
];

const ofOne = ({ keyId, gateId, requestId }: Busy): Place[] => [
  { path: `/keys/${keyId}`, drawings: [chart("Cost by model")] },
  { path: `/keys/${keyId}?metric=requests&range=24h`, drawings: [chart("Requests by model")] },
  { path: `/keys/${keyId}?metric=tokens&range=90d`, drawings: [chart("Tokens by model")] },
  {
    path: `/keys/${keyId}?range=7d`,
    before: async (page) => page.getByRole("button", { name: "Forecast" }).click(),
    drawings: [
      {
        of: (page) => page.getByRole("figure", { name: "How long $25.00 would last", exact: true }),
        marks: "svg [data-mark]",
        says: /8 of 10 simulations/,
        alike: "list",
        zoned: true,
      },
    ],
  },
  {
    path: `/gates/${gateId}/usage`,
    drawings: [
      chart("Spend by model"),
      chart("Spend by key"),
      chart("Requests by status"),
      chart("Latency p95 by model", LINES),
      chart("Fallback rate", LINES),
    ],
  },
  { path: "/logs?range=7d", drawings: [histogram] },
  { path: `/keys/${keyId}/logs?range=24h`, drawings: [histogram] },
  {
    path: `/logs?range=90d&request=${requestId}`,
    drawings: [
      {
        of: (page) => page.getByRole("region", { name: "Timeline" }),
        marks: "[data-mark]",
        says: /in all/,
        alike: "list",
        zoned: false,
      },
    ],
  },
];

/** A phone has the colours of a window: one theme of it is enough. */
const WIDTHS: Array<[width: number, themes: Array<"light" | "dark">]> = [
  [1280, ["light", "dark"]],
  [375, ["dark"]],
];

const PARTS: Array<[name: string, places: (busy: Busy) => Place[]]> = [
  ["overview and key list", overview],
  ["usage", usage],
  ["a key, a gate and the log", ofOne],
];
for (const [name, places] of PARTS) {
  test(`charts of ${name} can be read in both themes and on a phone`, async ({ page, busy }, testInfo) => {
    test.slow();
    await page.emulateMedia({ reducedMotion: "reduce" });
    for (const [at, place] of places(busy).entries()) {
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto(place.path);
      await place.before?.(page);
      for (const [width, themes] of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        for (const colorScheme of themes) {
          await page.emulateMedia({ colorScheme });
          for (const drawing of place.drawings) await expectDrawn(page, drawing);
          await attach(page, testInfo, `${name} ${at} ${colorScheme} ${width}`);
        }
        await expectToFit(page);
      }
    }
  });
}

test("the table of a chart takes its place, at any width", async ({ page }, testInfo) => {
  await page.goto("/usage?view=table&compare=true");
  const figure = page.getByRole("figure", { name: "Spend by model", exact: true });
  await expect(figure.getByRole("row", { name: /^Total/ })).toBeVisible();
  await expect(figure.locator("svg.recharts-surface")).toHaveCount(0);
  for (const width of [1280, 375]) {
    await expectToFit(page, width);
    await attach(page, testInfo, `table ${width}`);
  }
});

async function expectDrawn(page: Page, { of, marks, says, alike, zoned }: Drawing): Promise<void> {
  const root = of(page);
  await expect(root.locator(marks).first()).toBeAttached();
  // A drawing takes a new width and the colours of another theme a moment after the window.
  await expect.poll(async () => faultsOf(await drawnMarks(root, marks)), { message: page.url() }).toEqual([]);
  if (alike === null) return expect(root).toHaveAccessibleName(says);
  await expect(root).toContainText(says);
  const rows = alike === "table" ? root.locator("tbody tr") : root.locator("dl > div, ol > li");
  await expect(rows, "the same as text").not.toHaveCount(0);
  if (zoned) await expect(root).toContainText(/(Times|Days) in UTC/);
}

function faultsOf({ marks, contrasts, unreadable }: Drawn): string[] {
  const faint = Object.entries(contrasts).filter(([, contrast]) => contrast < 3);
  return [
    ...(marks === 0 ? ["no mark has a size"] : []),
    ...faint.map(([pair, contrast]) => `${pair} has a contrast of ${contrast}`),
    ...unreadable,
  ];
}

/** Pictures are for people who ask for them: they lie among the results of the run and are compared with nothing. */
async function attach(page: Page, testInfo: TestInfo, name: string): Promise<void> {
  if (!process.env.LAYER_TEST_PICTURES) return;
  const path = testInfo.outputPath(`${name}.png`);
  await page.screenshot({ path, fullPage: true });
  await testInfo.attach(name, { path, contentType: "image/png" });
}
